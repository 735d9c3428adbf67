/* httpd_client.h - who asks a server at this machine, as the tests of httpd
 * do: what came last is in `got`. */
#ifndef HTTPD_CLIENT_H
#define HTTPD_CLIENT_H

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "httpd/httpd.h"

#define BIG (8 << 20) /* bytes of the largest answer */
#define KEEP(path) "GET " path " HTTP/1.1\r\nHost: h\r\n\r\n"
#define LAST "Host: h\r\nConnection: close\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\n" LAST "\r\n"

static char got[BIG + 65536]; /* what the server sent last, with a NUL */

static inline int dial(const struct httpd *h)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(httpd_port(h)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 5 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
	    sizeof(patience));
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

static inline void tell(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = send(fd, p, n, MSG_NOSIGNAL);

		if (done <= 0)
			return; /* the other side had enough */
		p += done;
		n -= (size_t)done;
	}
}

static inline void tell_text(int fd, const char *text)
{
	tell(fd, text, strlen(text));
}

/* Reads till the end, or till patience ends.  Returns the bytes. */
static inline size_t hear(int fd)
{
	size_t n = 0;

	while (n < sizeof(got) - 1) {
		ssize_t done = recv(fd, got + n, sizeof(got) - 1 - n, 0);

		if (done <= 0)
			break;
		n += (size_t)done;
	}
	got[n] = '\0';
	return n;
}

/* One request, and all that comes back before the server hangs up. */
static inline size_t ask(const struct httpd *h, const char *text)
{
	size_t n;
	int fd = dial(h);

	tell_text(fd, text);
	(void)shutdown(fd, SHUT_WR);
	n = hear(fd);
	(void)close(fd);
	return n;
}

static inline bool status(const char *code)
{
	return strlen(got) > 12 && memcmp(got, "HTTP/1.1 ", 9) == 0 &&
	    memcmp(got + 9, code, 3) == 0;
}

static inline const char *body(void)
{
	const char *p = strstr(got, "\r\n\r\n");

	return p == NULL ? "" : p + 4;
}

static inline bool strict(void)
{
	static const char *const all[] = {
		"\r\nX-Content-Type-Options: nosniff\r\n",
		"\r\nReferrer-Policy: no-referrer\r\n",
		"\r\nCross-Origin-Opener-Policy: same-origin\r\n",
		"\r\nCross-Origin-Resource-Policy: same-origin\r\n",
		"\r\nPermissions-Policy: camera=()",
		"\r\nContent-Security-Policy: ", "default-src 'none'",
		"\r\nCache-Control: ",
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strstr(got, all[i]) == NULL)
			return false;
	return strstr(got, "unsafe") == NULL &&
	    strstr(got, "\r\nServer:") == NULL &&
	    strstr(got, "\r\nSet-Cookie") == NULL &&
	    strstr(got, "127.0.0.1") == NULL;
}

#endif
