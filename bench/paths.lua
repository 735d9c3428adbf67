-- wrk asks for one path after another: those of the file PATHS.
local asks, at = {}, 0
function init()
	for path in io.lines(os.getenv("PATHS")) do
		asks[#asks + 1] = wrk.format("GET", path)
	end
	at = math.random(#asks)
end
function request()
	at = at % #asks + 1
	return asks[at]
end
