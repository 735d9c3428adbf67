# Names: what their parts are, which spellings are one name, which are not.
#
# A case is three lines: a question, an input, the answer; an empty line
# between cases.  Read it as a sentence with the input first: "Иванов Иван is
# read as family Иванов, given Иван".  Two names stand with | between them.
# Lines that begin with # are for people.  To add a case, copy one.
#
# The people are invented (Тестов, Үлгібаев); given names are ordinary ones.
#
# The questions:
#   is read as                      each part and what it is, nothing known beforehand
#   is, family name first, read as  as a list that begins with family names
#   is, given name first, read as
#   is, as a given (family) name, read as    a cell of a column of such names
#   is noted for                    what a reader should be told of
#   sounds                          the skeleton of one word (src/name/skel.h)
#   sound alike                     yes: all words have one skeleton; no: the first that has another
#   are spellings of one name       yes; perhaps: letters differ as by mistake; no: two names
#   are one person's, by names alone   likely (.9 and more), unlikely (below .1), perhaps; among
#                                   a thousand people
#   compare so                      part by part, in words
#   differ in the letters           of each pair: letters of the first | of the second; - none

# Order: given, family and father's names, in whatever order they stand

is read as
Иванов Иван Иванович
family Иванов, given Иван, patronymic Иванович

is read as
Иван Иванович Иванов
given Иван, patronymic Иванович, family Иванов

is read as
Иван Иванов
given Иван, family Иванов

is read as
Иванов Иван
family Иванов, given Иван

is read as
Анна Сергеевна
given Анна, patronymic Сергеевна

is read as
Петров Сергеевич
family Петров, patronymic Сергеевич

is read as
Асанова Айгүл Серікқызы
family Асанова, given Айгүл, patronymic Серікқызы

is read as
Айгүл Серікқызы Асанова
given Айгүл, patronymic Серікқызы, family Асанова

is read as
Серікұлы Бақыт
patronymic Серікұлы, given Бақыт

is read as
Бақыт Серікұлы
given Бақыт, patronymic Серікұлы

is read as
Абрамович Пётр Аркадьевич
family Абрамович, given Пётр, patronymic Аркадьевич

is read as
Пётр Аркадьевич Абрамович
given Пётр, patronymic Аркадьевич, family Абрамович

is read as
Абрамович Пётр
family Абрамович, given Пётр

is read as
Марко Петровић
given Марко, family Петровић

is read as
Marko Petrović
given Marko, family Petrović

is read as
Ким Сергей
family Ким, given Сергей

is read as
Сергей Ким
given Сергей, family Ким

is read as
Цой Виктория Олеговна
family Цой, given Виктория, patronymic Олеговна

is read as
John Smith
given John, family Smith

is read as
Smith John
family Smith, given John

is read as
Smith, John
family Smith, given John

is read as
Smith, John Edward
family Smith, given John, given Edward

is read as
Testova, Anna Sergeevna
family Testova, given Anna, patronymic Sergeevna

is read as
Иванов, Иван Иванович
family Иванов, given Иван, patronymic Иванович

is read as
ТЕСТОВ Ерлан
family ТЕСТОВ, given Ерлан

is read as
Ерлан ТӨЛЕН
given Ерлан, family ТӨЛЕН

is read as
DUPONT Jean
family DUPONT, given Jean

is read as
Jean DUPONT
given Jean, family DUPONT

is read as
Jean-Pierre DUPONT-MOREAU
given Jean-Pierre, family DUPONT-MOREAU

is read as
ИВАНОВ ИВАН ИВАНОВИЧ
family ИВАНОВ, given ИВАН, patronymic ИВАНОВИЧ

is read as
Ерлан
given Ерлан

is read as
Тестбаев
family Тестбаев

is read as
Жартас
unclear Жартас

is read as
Гоча Тестишвили
given Гоча, family Тестишвили

is read as
Арам Тестянц
given Арам, family Тестянц

is read as
Микола Тестенко
given Микола, family Тестенко

is read as
Тестенко Микола Петрович
family Тестенко, given Микола, patronymic Петрович

is read as
Лев Яковлевич Тестов
given Лев, patronymic Яковлевич, family Тестов

is read as
Яков Лев
given Яков, family Лев

is read as
Марина Тестова
given Марина, family Тестова

is read as
Тестова Марина
family Тестова, given Марина

is read as
Тестин Константин
family Тестин, given Константин

is read as
Константин Тестин
given Константин, family Тестин

is read as
Иван Петров Георгиев
given Иван, patronymic Петров, family Георгиев

is read as
Nilufar Testova
given Nilufar, family Testova

is read as
Reza Testnejad
given Reza, family Testnejad

is read as
Вугар Тестзаде
given Вугар, family Тестзаде

is read as
Kemal Testoğlu
given Kemal, family Testoğlu

is, family name first, read as
Аяз Ерлан
family Аяз, given Ерлан

is, family name first, read as
Асан Айдос Серікұлы
family Асан, given Айдос, patronymic Серікұлы

is, family name first, read as
Ким Алексей
family Ким, given Алексей

is, family name first, read as
Алиев Вугар Эльшан
family Алиев, given Вугар, patronymic Эльшан

is, family name first, read as
Ерлан
family Ерлан

is, family name first, read as
Асан К.
family Асан, given К.

is, given name first, read as
Аяз Ерлан
given Аяз, family Ерлан

is, given name first, read as
Ерлан
given Ерлан

is, given name first, read as
Айдос Серікұлы Асан
given Айдос, patronymic Серікұлы, family Асан

is, given name first, read as
J. R. Smith
given J., given R., family Smith

is noted for
Аяз Ерлан
order guessed

is noted for
Ерлан ТӨЛЕН
nothing

is noted for
Иванов Иван
nothing

is noted for
John Smith
nothing

# Patronymics: Russian -ович -евич -ич, -овна -евна -ична, and how they are romanised

is read as
Тестов Илья Кузьмич
family Тестов, given Илья, patronymic Кузьмич

is read as
Вера Ильинична
given Вера, patronymic Ильинична

is read as
Тестова Вера Лукинична
family Тестова, given Вера, patronymic Лукинична

is read as
Testov Igor Nikolaevich
family Testov, given Igor, patronymic Nikolaevich

is read as
Testov Igor Nikolayevitch
family Testov, given Igor, patronymic Nikolayevitch

is read as
Testova Olga Petrovna
family Testova, given Olga, patronymic Petrovna

is read as
Olga Petrowna Testowa
given Olga, patronymic Petrowna, family Testowa

sound alike
Серикович | Сериковна | Серікұлы | Серікқызы | Serikuly | Serikovich | Serikovna | Serıkulı
yes

sound alike
Ерланович | Ерланұлы | Ерланқызы | Yerlanovich | Erlanuly | Ерланулы
yes

sound alike
Николаевич | Nikolaevich | Nikolayevich | Nikolaevitch
yes

sound alike
Саурыққызы | Саурықұлы
yes

sound alike
Абайұлы | Abaiuly | Abayuly
yes

are spellings of one name
Тестов Асан Серикович | Тестов Асан Серікұлы
yes

are spellings of one name
Тестова Алия Ерлановна | Тестова Алия Ерланқызы
yes

are spellings of one name
Тестов Асан Серикович | Тестов Асан Берикович
no

# Patronymics: Kazakh, Kyrgyz, Uzbek, Azerbaijani, Turkmen, in one word or two

is read as
Нұржан Ерланұлы Тестов
given Нұржан, patronymic Ерланұлы, family Тестов

is read as
Тестов Нұржан Ерлан ұлы
family Тестов, given Нұржан, patronymic Ерлан, particle ұлы

is read as
Тестова Айжан Ерлан қызы
family Тестова, given Айжан, patronymic Ерлан, particle қызы

is read as
Тестов Нұржан Ерлан-ұлы
family Тестов, given Нұржан, patronymic Ерлан, particle ұлы

is read as
Nurzhan Erlanuly
given Nurzhan, patronymic Erlanuly

is read as
Nurjan Erlanulı
given Nurjan, patronymic Erlanulı

is read as
Aıgúl Serikqyzy
given Aıgúl, patronymic Serikqyzy

is read as
Aigül Serıkqyzy
given Aigül, patronymic Serıkqyzy

is read as
Асан уулу Бакыт
patronymic Асан, particle уулу, given Бакыт

is read as
Бакыт Асан уулу
given Бакыт, patronymic Асан, particle уулу

is read as
Асан кызы Назгул
patronymic Асан, particle кызы, given Назгул

is read as
Karimov Anvar Rustam o'g'li
family Karimov, given Anvar, patronymic Rustam, particle o'g'li

is read as
Karimov Anvar Rustam oʻgʻli
family Karimov, given Anvar, patronymic Rustam, particle oʻgʻli

is read as
Karimova Nodira Rustam qizi
family Karimova, given Nodira, patronymic Rustam, particle qizi

is read as
Каримов Анвар Рустам ўғли
family Каримов, given Анвар, patronymic Рустам, particle ўғли

is read as
Каримова Нодира Рустам қизи
family Каримова, given Нодира, patronymic Рустам, particle қизи

is read as
Əliyev Rəşad Elçin oğlu
family Əliyev, given Rəşad, patronymic Elçin, particle oğlu

is read as
Əliyeva Aytən Elçin qızı
family Əliyeva, given Aytən, patronymic Elçin, particle qızı

is read as
Алиев Рашад Эльчин оглы
family Алиев, given Рашад, patronymic Эльчин, particle оглы

are spellings of one name
Каримов Анвар Рустам угли | Karimov Anvar Rustam o'g'li
yes

are spellings of one name
Каримов Анвар Рустамович | Karimov Anvar Rustam o'g'li
yes

are spellings of one name
Асан уулу Бакыт | Бакыт Асанович
yes

are spellings of one name
Асан уулу Бакыт | Бакыт Асанұлы
yes

are spellings of one name
Əliyev Rəşad Elçin oğlu | Алиев Рашад Эльчинович
yes

are spellings of one name
Асан кызы Назгул | Усен кызы Назгул
no

# Family names of women and men

sound alike
Тестов | Тестова | Testov | Testova
yes

sound alike
Нұрғалиев | Нургалиева | Nurgaliyev | Nurgaliyeva
yes

sound alike
Достоевский | Достоевская | Dostoevsky | Dostoyevskaya
yes

sound alike
Никитин | Никитина | Nikitin | Nikitina
yes

sound alike
Белый | Белова
no: belov

are spellings of one name
Тестова Алма | Тестов Алма
yes

are spellings of one name
Валентин Тестов | Валентина Тестова
no

are spellings of one name
Александр Тестов | Александра Тестова
no

are spellings of one name
Евгений Тестов | Евгения Тестова
no

are spellings of one name
Тестова Алма Сериковна | Образцова Алма Сериковна
no

compare so
Тестова Алма | Тестов Алма
Тестова = Тестов: another spelling of the same; Алма = Алма: the same

# A woman may have taken another family name.

are one person's, by names alone
Тестова Алма Сериковна | Образцова Алма Сериковна
perhaps

are one person's, by names alone
Тестов Алмас Серикович | Образцов Алмас Серикович
unlikely

# Kazakh and Russian Cyrillic

sound alike
Қайрат | Кайрат
yes

sound alike
Ғалым | Галым
yes

sound alike
Әсел | Асел
yes

sound alike
Өмірбек | Омирбек
yes

sound alike
Үміт | Умит
yes

sound alike
Ұлан | Улан
yes

sound alike
Жаңабай | Жанабай
yes

sound alike
Теңіз | Тенгиз
yes

sound alike
Мұхтар | Мухтар
yes

sound alike
Гүлшат | Гульшат
yes

sound alike
Ерғали | Ергали
yes

sound alike
Жігіт | Жигит
yes

sound alike
Нұрсұлтан | Нурсултан
yes

sound alike
Шыңғыс | Чынгыз
no: chiniz

sound alike
Еділ | Едил | Edil
yes

sound alike
Қазыбек | Казыбек | Qazybek | Kazybek
yes

are spellings of one name
Тестов Шыңғыс | Тестов Чингиз
yes

are spellings of one name
Жәнібек Тестов | Жанибек Тестов
yes

are spellings of one name
Дәулет Тестов | Даулет Тестов
yes

are spellings of one name
Мұхаметжан Тестов | Мухамеджан Тестов
perhaps

are spellings of one name
Бақытжан Тестов | Бахытжан Тестов
yes

are spellings of one name
Әубәкір Тестов | Аубакир Тестов
yes

are spellings of one name
Сәкен Тестов | Сакен Тестов
yes

are spellings of one name
Ғабиден Тестов | Габиден Тестов
yes

are spellings of one name
Һәкім Тестов | Хаким Тестов
yes

are spellings of one name
Ыбырай Тестов | Ибрай Тестов
yes

are spellings of one name
Ілияс Тестов | Ильяс Тестов
yes

are spellings of one name
Бөкенбай Тестов | Букенбай Тестов
yes

are spellings of one name
Тілеген Тестов | Тлеген Тестов
yes

are spellings of one name
Оразгүл Тестова | Уразгуль Тестова
yes

# Russian: е ё э, й, signs, doubled letters

sound alike
Фёдор | Федор
yes

sound alike
Алёна | Алена
yes

sound alike
Королёв | Королев
yes

sound alike
Геннадий | Генадий
yes

sound alike
Анна | Ана
yes

sound alike
Ольга | Олга
yes

sound alike
Андрей | Андреи
yes

sound alike
Подъячев | Подячев
yes

sound alike
Эмма | Емма
yes

are spellings of one name
Наталья Тестова | Наталия Тестова
yes

are spellings of one name
Софья Тестова | София Тестова
yes

are spellings of one name
Дмитрий Тестов | Димитрий Тестов
yes

are spellings of one name
Татьяна Тестова | Татиана Тестова
yes

# Romanised: passports (ICAO 9303), BGN/PCGN, press, French, German, Turkish, Polish habits

sound alike
Жанар | Zhanar | Janar | Žanar
yes

sound alike
Шолпан | Sholpan | Cholpan | Scholpan | Şolpan | Šolpan
no: cholpan

sound alike
Шолпан | Sholpan | Scholpan | Şolpan | Šolpan
yes

sound alike
Чингиз | Chingiz | Tchingiz | Tschingis | Çingiz | Čingiz
no: chinis

sound alike
Чингиз | Chingiz | Tchingiz | Çingiz | Čingiz
yes

sound alike
Хасан | Khasan | Hasan | Chasan
no: chasan

sound alike
Юрий | Yuri | Yuriy | Iurii | Yury
yes

sound alike
Яна | Yana | Iana | Jana
no: zhana

sound alike
Ержан | Yerzhan | Erzhan | Erjan
yes

sound alike
Цой | Tsoi | Tsoy | Coj
no: koi

sound alike
Щукин | Shchukin | Schukin
yes

sound alike
Дулат | Dulat | Doulat
yes

sound alike
Гулнар | Gulnar | Goulnar | Gülnar
yes

sound alike
Вячеслав | Vyacheslav | Viacheslav
yes

sound alike
Жуков | Zhukov | Joukov | Žukov
yes

sound alike
Тестов | Testov | Testow
yes

sound alike
Тестов | Testoff
no: testof

sound alike
Айгерим | Aigerim | Aygerim | Ajgerim
yes

are spellings of one name
Айгерим Тестова | Ajgerim Testova
yes

are spellings of one name
Шолпан Тестова | Cholpan Testova
yes

are spellings of one name
Чингиз Тестов | Tschingis Testow
yes

are spellings of one name
Хасан Тестов | Chasan Testow
perhaps

are spellings of one name
Юлия Тестова | Julia Testowa
yes

are spellings of one name
Дархан Тестов | Darkhan Testov
yes

are spellings of one name
Дархан Тестов | Darhan Testov
yes

are spellings of one name
Дархан Тестов | Darchan Testow
perhaps

are spellings of one name
Куаныш Тестов | Kuanysh Testov
yes

are spellings of one name
Куаныш Тестов | Kouanych Testov
yes

are spellings of one name
Қуаныш Тестов | Quanysh Testov
yes

are spellings of one name
Қуаныш Тестов | Kuanış Testov
yes

are spellings of one name
Даулет Тестов | Davlet Testov
yes

are spellings of one name
Даулет Тестов | Dawlet Testov
yes

are spellings of one name
Евгений Тестов | Evgenii Testov
yes

are spellings of one name
Евгений Тестов | Yevgeniy Testov
yes

are spellings of one name
Евгений Тестов | Jewgeni Testow
yes

are spellings of one name
Сергей Тестов | Sergei Testov
yes

are spellings of one name
Сергей Тестов | Sergej Testow
yes

are spellings of one name
Сергей Тестов | Sergej Testoff
yes

are spellings of one name
Александр Тестов | Aleksandr Testov
yes

are spellings of one name
Александр Тестов | Alexander Testov
yes

are spellings of one name
Алексей Тестов | Alexey Testov
yes

are spellings of one name
Фёдор Тестов | Fyodor Testov
yes

are spellings of one name
Пётр Тестов | Pyotr Testov
yes

are spellings of one name
Пётр Тестов | Petr Testov
yes

are spellings of one name
Асхат Тестов | Askhat Testov
yes

are spellings of one name
Асхат Тестов | Ashat Testov
perhaps

are spellings of one name
Гульжан Тестова | Gulzhan Testova
yes

are spellings of one name
Гульжан Тестова | Guljan Testova
yes

are spellings of one name
Жомарт Тестов | Jomart Testov
yes

are spellings of one name
Меруерт Тестова | Meruyert Testova
yes

are spellings of one name
Нурсултан Тестов | Noursoultan Testov
yes

are spellings of one name
Махамбет Тестов | Makhambet Testov
yes

are spellings of one name
Мухтар Тестов | Muhtar Testov
yes

are spellings of one name
Ғабит Тестов | Gabit Testov
yes

are spellings of one name
Ғабит Тестов | Ghabit Testov
yes

are spellings of one name
Қанат Тестов | Kanat Testov
yes

are spellings of one name
Зейнеп Тестова | Zeynep Testova
yes

# Kazakh Latin of 2018 and 2021

sound alike
Шыңғыс | Shyńǵys | Şyñğys
yes

sound alike
Қуаныш | Qýanysh | Quanyş
yes

sound alike
Әсем | Ásem | Äsem
yes

sound alike
Өмір | Ómir | Ömır
yes

sound alike
Үміт | Úmit | Ümıt
yes

sound alike
Жанар | Janar
yes

sound alike
Ғалым | Ǵalym | Ğalym
yes

sound alike
Ұлан | Ulan | Ūlan
yes

sound alike
Айгүл | Aıgúl | Aigül
yes

sound alike
Чапай | Chapaı | Çapai
yes

sound alike
Бауыржан | Baýyrjan | Bauyrjan
yes

are spellings of one name
Қуаныш Тестов | Qýanysh Testov
yes

are spellings of one name
Бауыржан Тестов | Baýyrjan Testov
yes

are spellings of one name
Дәулет Тестов | Dáýlet Testov
yes

are spellings of one name
Дәулет Тестов | Däulet Testov
yes

are spellings of one name
Жәнібек Тестұлы | Jánibek Testuly
yes

are spellings of one name
Жәнібек Тестұлы | Jänıbek Testūly
yes

are spellings of one name
Тестқызы Меруерт | Testqyzy Merýert
yes

are spellings of one name
Сәуле Тестова | Sáýle Testova
yes

are spellings of one name
Хадиша Тестова | Hadısha Testova
yes

are spellings of one name
Мұрат Тестов | Mūrat Testov
yes

are spellings of one name
Еркебұлан Тестов | Erkebulan Testov
yes

are spellings of one name
Ілияс Тестов | İlııas Testov
yes

# Uzbek, Kyrgyz, Azerbaijani, Turkish

sound alike
Ўткир | Oʻtkir | O'tkir | O‘tkir
yes

sound alike
Шавкат | Shavkat
yes

sound alike
Ғофур | Gʻofur | G'ofur
yes

sound alike
Жасур | Jasur
yes

sound alike
Эльчин | Elçin
yes

sound alike
Рашад | Rəşad
yes

sound alike
Нигяр | Nigar
no: nigar

are spellings of one name
Ҳасан Каримов | Hasan Karimov
yes

are spellings of one name
Хуршид Каримов | Xurshid Karimov
yes

are spellings of one name
Гулнора Каримова | Gulnora Karimova
yes

are spellings of one name
Гулнора Каримова | Гульнара Каримова
yes

are spellings of one name
Чынгыз Асанов | Чингиз Асанов
yes

are spellings of one name
Жылдыз Асанова | Jyldyz Asanova
yes

are spellings of one name
Кубанычбек Асанов | Kubanychbek Asanov
yes

are spellings of one name
Фарид Алиев | Fərid Əliyev
yes

are spellings of one name
Мурат Йылмаз | Murat Yılmaz
yes

are spellings of one name
Айше Тест | Ayşe Test
yes

are spellings of one name
Ахмет Тест | Ahmet Test
yes

# Arabic: the article, compounds, kunya, ibn and bin; scripts and habits

is read as
محمد علي
given محمد, family علي

is read as
محمد أحمد الهاشمي
given محمد, patronymic أحمد, particle ال, family هاشمي

is read as
عبد الرحمن الهاشمي
given عبد, particle ال, given رحمن, particle ال, family هاشمي

is read as
أحمد بن خالد الهاشمي
given أحمد, particle بن, patronymic خالد, particle ال, family هاشمي

is read as
فاطمة بنت محمد
given فاطمة, particle بنت, patronymic محمد

is read as
الياس خالد
given الياس, family خالد

is read as
الشيخ أحمد سالم
title الشيخ, given أحمد, family سالم

is read as
الشهيد محمد سالم
title الشهيد, given محمد, family سالم

is read as
أحمد أبو سالم
given أحمد, family أبو سالم

is read as
Muhammad ibn Abdullah al-Testi
given Muhammad, particle ibn, patronymic Abdullah, particle al, family Testi

is read as
Ahmad bin Salim
given Ahmad, particle bin, patronymic Salim

is read as
Ahmad al-Testi
given Ahmad, particle al, family Testi

is read as
Ahmad Al Testi
given Ahmad, particle Al, family Testi

is read as
Ahmad El-Testi
given Ahmad, particle El, family Testi

is read as
Al Smith
given Al, family Smith

is read as
Abd al-Rahman Testi
given Abd, particle al, given Rahman, family Testi

is read as
Abdul Rahman Testi
given Abdul Rahman, family Testi

is read as
Omar ash-Shami
given Omar, particle ash, family Shami

is read as
Abu Omar Ahmad al-Testi
nick Abu Omar, given Ahmad, particle al, family Testi

is read as
Ahmad Abu Salim
given Ahmad, family Abu Salim

is read as
Umm Kulthum
given Umm Kulthum

is read as
Абд аль-Рахман Тестов
given Абд, particle аль, given Рахман, family Тестов

is read as
Ахмад ибн Халид
given Ахмад, particle ибн, patronymic Халид

is read as
Абу Насыр
given Абу Насыр

are spellings of one name
محمد الهاشمي | Muhammad al-Hashimi
yes

are spellings of one name
محمد الهاشمي | Mohammed Hashemi
yes

are spellings of one name
محمد الهاشمي | Мухаммад аль-Хашими
yes

are spellings of one name
مُحَمَّد الهاشمي | محمد الهاشمي
yes

are spellings of one name
أحمد سالم | احمد سالم
yes

are spellings of one name
فاطمة سالم | فاطمه سالم
yes

are spellings of one name
خالد الخطيب | Khalid al-Khatib
yes

are spellings of one name
خالد الخطيب | Khaled El Khatib
yes

are spellings of one name
سعيد الخطيب | سعد الخطيب
no

are spellings of one name
محمد الخطيب | محمود الخطيب
no

are spellings of one name
ياسر الخطيب | ناصر الخطيب
no

are spellings of one name
عبد الله الخطيب | Abdullah Khatib
yes

are spellings of one name
عبدالله الخطيب | عبد الله الخطيب
yes

are spellings of one name
Abd al-Rahman Testi | Abdulrahman Testi
yes

are spellings of one name
Abd al-Rahman Testi | Abdurrahman Testi
yes

are spellings of one name
Abd al-Rahman Testi | Abdel Rahman Testi
yes

are spellings of one name
Abdul Rahman Testi | Абдурахман Тести
yes

are spellings of one name
Yusuf al-Testi | Yousef Testi
yes

are spellings of one name
Yusuf al-Testi | Youssef El-Testi
yes

are spellings of one name
Hussein Testi | Husayn Testi
yes

are spellings of one name
Muhammad Testi | Mohamed Testi
yes

are spellings of one name
Muhammad Testi | Mehmet Testi
yes

are spellings of one name
Umar Testi | Omar Testi
yes

are spellings of one name
Usman Testi | Uthman Testi
yes

are spellings of one name
Qasim Testi | Kassem Testi
yes

are spellings of one name
Samir Testi | Samira Testi
no

are spellings of one name
Hassan Testi | Hussein Testi
no

are spellings of one name
Khalid Testi | Walid Testi
no

are spellings of one name
Jamal Testi | Gamal Testi
yes

compare so
محمد الخطيب | Muhammad Khatib
محمد = Muhammad: the same in another script, as far as it writes vowels; خطيب = Khatib: the same in another script, as far as it writes vowels

# Hebrew: with and without points, final letters, ben and bat

is read as
דוד כהן
given דוד, family כהן

is read as
כהן דוד
family כהן, given דוד

is read as
דוד בן גוריון
given דוד, particle בן, family גוריון

is read as
יעקב בן משה לוי
given יעקב, particle בן, patronymic משה, family לוי

is read as
שרה לוי לבית כהן
given שרה, family לוי, particle לבית, birth כהן

is read as
ד״ר דוד כהן
title ד״ר, given דוד, family כהן

is read as
David Ben-Test
given David, particle Ben, family Test

is read as
Ben Smith
given Ben, family Smith

are spellings of one name
דוד כהן | David Cohen
yes

are spellings of one name
דָּוִד כֹּהֵן | דוד כהן
yes

are spellings of one name
משה לוי | Moshe Levi
yes

are spellings of one name
משה לוי | Моше Леви
yes

are spellings of one name
יצחק מזרחי | Yitzhak Mizrahi
yes

are spellings of one name
יעקב פרץ | Yaakov Peretz
yes

are spellings of one name
אברהם כהן | Avraham Cohen
yes

are spellings of one name
יוסף כהן | Yosef Cohen
yes

are spellings of one name
רחל כהן | Rachel Cohen
yes

are spellings of one name
משה כהן | Shlomo Cohen
no

are spellings of one name
דוד כהן | דוד לוי
no

# Compounds: joined, split, hyphened

is read as
Нұр Сұлтан Тестов
given Нұр, given Сұлтан, family Тестов

is read as
Нұр-Сұлтан Тестов
given Нұр-Сұлтан, family Тестов

is read as
Анна-Мария Тестова
given Анна-Мария, family Тестова

is read as
Римский-Тестов Николай
family Римский-Тестов, given Николай

is read as
Mary-Jane Smith
given Mary-Jane, family Smith

is read as
Мамин–Тестов Иван
family Мамин–Тестов, given Иван

are spellings of one name
Нұр Сұлтан Тестов | Нурсултан Тестов
yes

are spellings of one name
Нұр-Сұлтан Тестов | Nursultan Testov
yes

are spellings of one name
Нұр Сұлтан Тестов | Нұр-Сұлтан Тестов
yes

are spellings of one name
Алтын Бек Тестов | Алтынбек Тестов
yes

are spellings of one name
Айша Бибі Тестова | Айшабиби Тестова
yes

are spellings of one name
Абдул Азиз Тестов | Абдулазиз Тестов
yes

are spellings of one name
Jean Pierre Dupont | Jean-Pierre Dupont
yes

are spellings of one name
Jeanpierre Dupont | Jean-Pierre Dupont
yes

are spellings of one name
Anna Maria Testova | Annamaria Testova
yes

are spellings of one name
Римский-Тестов Николай | Тестов Николай
yes

are spellings of one name
Mary-Jane Smith | Mary Smith
yes

are spellings of one name
Нурсултан Тестов | Султан Тестов
no

are spellings of one name
Нурсултан Тестов | Нурлан Тестов
no

compare so
Нұр Сұлтан Тестов | Нурсултан Тестов
Нұр Сұлтан = Нурсултан: the same, joined; Тестов = Тестов: the same

compare so
Римский-Тестов Николай | Тестов Николай
Римский: only in the first; Тестов = Тестов: the same; Николай = Николай: the same

# Particles, double surnames

is read as
Juan de la Cruz
given Juan, particle de la, family Cruz

is read as
de la Cruz, Juan
particle de la, family Cruz, given Juan

is read as
Vincent van der Test
given Vincent, particle van der, family Test

is read as
Ludwig van Test
given Ludwig, particle van, family Test

is read as
Otto von Testmann
given Otto, particle von, family Testmann

is read as
Фридрих фон Тест
given Фридрих, particle фон, family Тест

is read as
Maria dos Santos
given Maria, particle dos, family Santos

is read as
Juan García López
given Juan, family García, family López

is read as
García López, Juan
family García, family López, given Juan

is read as
José Ortega y Gasset
given José, family Ortega, particle y, family Gasset

is read as
Leonardo da Test
given Leonardo, particle da, family Test

is read as
Van Nguyen
given Van, family Nguyen

is read as
Charles de Gaulle
given Charles, particle de, family Gaulle

are spellings of one name
Juan de la Cruz | Juan Delacruz
yes

are spellings of one name
Juan de la Cruz | Хуан де ла Крус
yes

are spellings of one name
Ludwig van Test | Ludwig Test
yes

are spellings of one name
Juan García López | Juan García
yes

are spellings of one name
Juan García López | Juan Pérez López
no

are spellings of one name
O'Neil Patrick | Oneil Patrick
yes

# Titles and what stands behind a name

is read as
Dr. John Smith
title Dr, given John, family Smith

is read as
г-н Иванов
title г-н, family Иванов

is read as
г-жа Иванова Анна
title г-жа, family Иванова, given Анна

is read as
полковник Иванов И. И.
title полковник, family Иванов, given И., patronymic И.

is read as
Иванов Иван, полковник
family Иванов, given Иван, title полковник

is read as
рядовой Тестов
title рядовой, family Тестов

is read as
генерал-майор Тестов Иван
title генерал-майор, family Тестов, given Иван

is read as
ст. лейтенант Петров
title ст, title лейтенант, family Петров

is read as
Sheikh Ahmad Salim
title Sheikh, given Ahmad, family Salim

is read as
мулла Ахмет Тестов
title мулла, given Ахмет, family Тестов

is read as
Haji Murat Testov
title Haji, given Murat, family Testov

is read as
Хаджи Мурат
given Хаджи, family Мурат

is read as
Prof. Dr. Hans Müller
title Prof, title Dr, given Hans, family Müller

is read as
John Smith Jr.
given John, family Smith, suffix Jr

is read as
Smith, John, Jr.
family Smith, given John, suffix Jr

is read as
John Smith III
given John, family Smith, suffix III

is read as
Иванов Иван мл.
family Иванов, given Иван, suffix мл

is read as
Азамат Тестов
given Азамат, family Тестов

are spellings of one name
Dr. John Smith | John Smith
yes

are spellings of one name
полковник Иванов Иван | Иванов Иван
yes

are spellings of one name
John Smith Jr. | John Smith
yes

# Nicknames, other names, names before marriage

is read as
Иван «Лось» Петров
given Иван, nick Лось, family Петров

is read as
Иван "Лось" Петров
given Иван, nick Лось, family Петров

is read as
John 'Jack' Smith
given John, nick Jack, family Smith

is read as
John (Jack) Smith
given John, nick Jack, family Smith

is read as
Петров Иван по прозвищу Лось
family Петров, given Иван, particle по, particle прозвищу, nick Лось

is read as
Петров Иван, он же Сидоров
family Петров, given Иван, particle он, particle же, nick Сидоров

is read as
Anna Smith née Brown
given Anna, family Smith, particle née, birth Brown

is read as
Anna Smith (born Brown)
given Anna, family Smith, particle born, birth Brown

is read as
Петрова Анна (урожд. Сидорова)
family Петрова, given Анна, particle урожд, birth Сидорова

is read as
Петрова (Сидорова) Анна
family Петрова, birth Сидорова, given Анна

is read as
Петрова Анна (Нюра)
family Петрова, given Анна, nick Нюра

is read as
Тестова Алма (қыз кезіндегі Үлгиева)
family Тестова, given Алма, particle қыз, particle кезіндегі, birth Үлгиева

is read as
Petra Müller geb. Schmidt
given Petra, family Müller, particle geb, birth Schmidt

is read as
"Иван Петров"
given Иван, family Петров

is read as
Иван (Петров
given Иван, family Петров

are spellings of one name
Петрова (Сидорова) Анна | Сидорова Анна
yes

are spellings of one name
Anna Smith née Brown | Anna Brown
yes

are spellings of one name
Anna Smith née Brown | Anna Smith
yes

are spellings of one name
John 'Jack' Smith | Jack Smith
yes

are spellings of one name
Петров Иван (Лось) | Петров Иван
yes

# Initials

is read as
Тестов Р.
family Тестов, given Р.

is read as
Тестов Р.Е.
family Тестов, given Р., patronymic Е.

is read as
Тестов Р. Е.
family Тестов, given Р., patronymic Е.

is read as
Р. Е. Тестов
given Р., patronymic Е., family Тестов

is read as
Р.Е. Тестов
given Р., patronymic Е., family Тестов

is read as
ТЕСТОВ Р Е
family ТЕСТОВ, given Р., patronymic Е.

is read as
Тестов Руслан Е.
family Тестов, given Руслан, patronymic Е.

is read as
Testov R.
family Testov, given R.

is read as
R.E. Testov
given R., patronymic E., family Testov

is read as
J. R. Smith
given J., given R., family Smith

is read as
John F. Smith
given John, given F., family Smith

is read as
Ким А.
family Ким, given А.

is read as
Тестов Дж.
family Тестов, given Дж.

is read as
Testov Zh.
family Testov, given Zh.

is read as
Testov Yu.A.
family Testov, given Yu., patronymic A.

is read as
Тестов, Р.
family Тестов, given Р.

is read as
Асан К.
given Асан, family К.

is read as
Петров Алекс. Иванович
family Петров, given Алекс., patronymic Иванович

is read as
Ж. Тестов
given Ж., family Тестов

is noted for
Асан К.
order guessed

are spellings of one name
Тестов Р. | Руслан Тестов
yes

are spellings of one name
Тестов Р. | Ruslan Testov
yes

are spellings of one name
Testov R. | Руслан Тестов
yes

are spellings of one name
Тестов Р. | Ерлан Тестов
no

are spellings of one name
Тестов Р.Е. | Тестов Руслан Ерланович
yes

are spellings of one name
Тестов Р.Е. | Тестов Руслан Серикович
no

are spellings of one name
Тестов Р.Е. | Р. Тестов
yes

are spellings of one name
Testov Zh. | Жанат Тестов
yes

are spellings of one name
Testov Z. | Жанат Тестов
yes

are spellings of one name
Testov S. | Шалкар Тестов
yes

are spellings of one name
Testov Y. | Ерлан Тестов
yes

are spellings of one name
Testov E. | Ерлан Тестов
yes

are spellings of one name
Testov K. | Хасан Тестов
yes

are spellings of one name
Testov Yu. | Юрий Тестов
yes

are spellings of one name
Тестов Ю. | Yuri Testov
yes

are spellings of one name
Тестов Я. | Yana Testova
yes

are spellings of one name
Тестов Қ. | Кайрат Тестов
yes

are spellings of one name
Тестов Ә. | Асет Тестов
yes

are spellings of one name
Асан К. | Асан Кайратов
yes

are spellings of one name
Тестов Алекс. Иванович | Тестов Александр Иванович
yes

compare so
Тестов Р. | Ruslan Testov
Тестов = Testov: the same in another script; Р ~ Ruslan: an initial

are one person's, by names alone
Тестов Р. | Ruslan Testov
likely

are one person's, by names alone
Тестов Р. | Асанов Р.
unlikely

are one person's, by names alone
Тестбаев Р.Е. | Ruslan Erlanuly Testbaev
likely

are one person's, by names alone
Иванов И. | Иван Иванов
perhaps

are one person's, by names alone
Иванов И. | Сергей Иванов
unlikely

# Look-alikes, zero-width characters, two scripts, digits

is noted for
Cергей Тестов
look-alike C at byte 0

is noted for
Серiк Тестов
look-alike i at byte 6

is noted for
Тестов Асaн
look-alike a at byte 17

is noted for
Теcтов Асaн
look-alike c at byte 4

is noted for
Аpман
look-alike p at byte 2

is noted for
Ерлан Testov
two scripts

is noted for
Ер​лан Тестов
zero width

is noted for
﻿Ерлан Тестов
zero width

is noted for
Ерлан­ Тестов
zero width

is noted for
Ерлан2 Тестов
digits

is noted for
17 Ерлан Тестов
digits

is noted for
Ерлан Тестов
nothing

is noted for
آیت‌الله خامه
nothing

sound alike
Cергей | Сергей
yes

sound alike
Серiк | Серік
yes

sound alike
Аpман | Арман
yes

sound alike
Ерл​ан | Ерлан
yes

sound alike
Əлия | Әлия
yes

are spellings of one name
Cepгей Тестов | Сергей Тестов
yes

are spellings of one name
Ерлан Testov | Ерлан Тестов
yes

is read as
Ерлан2 Тестов
given Ерлан2, family Тестов

# No name at all

is noted for
-
no name

is noted for
?
no name

is noted for
...
no name

is noted for
123
no name, digits

is noted for
№ 15
no name, digits

is noted for
unknown
no name

is noted for
Unknown male
no name

is noted for
unidentified body 12
no name, digits

is noted for
N/A
no name

is noted for
n/a
no name

is noted for
неизвестно
no name

is noted for
Неизвестный
no name

is noted for
Неизвестный мужчина
no name

is noted for
имя не установлено
no name

is noted for
н/и
no name

is noted for
Н/У
no name

is noted for
нет данных
no name

is noted for
белгісіз
no name

is noted for
Аты-жөні белгісіз
no name

is noted for
есімі белгісіз ер адам
no name

is noted for
belgisiz
no name

is noted for
مجهول
no name

is noted for
غير معروف
no name

is noted for
مجهول الهوية
no name

is noted for
אלמוני
no name

is noted for
לא ידוע
no name

is noted for
nomaʼlum
no name

is noted for
inconnu
no name

is noted for
Unbekannt
no name

is noted for
Эрнст Неизвестный
nothing

is noted for
Адам
nothing

is noted for
Но Сергей
nothing

is read as
Эрнст Неизвестный
given Эрнст, family Неизвестный

is read as
Тестов неизвестно
family Тестов, unclear неизвестно

are spellings of one name
неизвестно | неизвестно
cannot be said

are spellings of one name
N/A | Тестов Асан
cannot be said

are spellings of one name
- | -
cannot be said

# Cells of a column that holds one kind of name

is, as a given name, read as
Р.
given Р.

is, as a given name, read as
Р
given Р.

is, as a given name, read as
Руслан
given Руслан

is, as a given name, read as
Нұр Сұлтан
given Нұр, given Сұлтан

is, as a given name, read as
Анна-Мария
given Анна-Мария

is, as a given name, read as
Иван Иванович
given Иван, patronymic Иванович

is, as a given name, read as
Айгүл Серікқызы
given Айгүл, patronymic Серікқызы

is, as a given name, read as
Abd al-Rahman
given Abd, particle al, given Rahman

is, as a given name, read as
Анна (Нюра)
given Анна, nick Нюра

is, as a family name, read as
Римский-Тестов
family Римский-Тестов

is, as a family name, read as
al-Testi
particle al, family Testi

is, as a family name, read as
de la Cruz
particle de la, family Cruz

is, as a family name, read as
García López
family García, family López

is, as a family name, read as
Петрова (Сидорова)
family Петрова, birth Сидорова

is, as a family name, read as
Ерлан
family Ерлан

is, as a family name, read as
בן דוד
particle בן, family דוד

# Names that must not be taken for one another

are spellings of one name
Марат Тестов | Мурат Тестов
no

are spellings of one name
Асель Тестова | Асет Тестов
no

are spellings of one name
Алия Тестова | Алина Тестова
no

are spellings of one name
Алмас Тестов | Алмат Тестов
no

are spellings of one name
Арман Тестов | Армат Тестов
perhaps

are spellings of one name
Серик Тестов | Берик Тестов
no

are spellings of one name
Серік Тестов | Ерік Тестов
no

are spellings of one name
Ерлан Тестов | Ержан Тестов
no

are spellings of one name
Ерлан Тестов | Нурлан Тестов
no

are spellings of one name
Айжан Тестова | Айнаш Тестова
no

are spellings of one name
Айгүл Тестова | Айнұр Тестова
no

are spellings of one name
Гүлнар Тестова | Гүлжан Тестова
no

are spellings of one name
Нұржан Тестов | Нұрлан Тестов
no

are spellings of one name
Болат Тестов | Талгат Тестов
no

are spellings of one name
Дина Тестова | Дана Тестова
no

are spellings of one name
Дина Тестова | Динара Тестова
no

are spellings of one name
Данияр Тестов | Мадияр Тестов
no

are spellings of one name
Самат Тестов | Саят Тестов
no

are spellings of one name
Азат Тестов | Азамат Тестов
no

are spellings of one name
Айдар Тестов | Айдос Тестов
no

are spellings of one name
Айбек Тестов | Алибек Тестов
no

are spellings of one name
Асан Тестов | Асет Тестов
no

are spellings of one name
Иван Тестов | Игорь Тестов
no

are spellings of one name
Анна Тестова | Инна Тестова
no

are spellings of one name
Олег Тестов | Егор Тестов
no

are spellings of one name
Андрей Тестов | Антон Тестов
no

are spellings of one name
Мария Тестова | Марина Тестова
no

are spellings of one name
Дарья Тестова | Дарига Тестова
no

are spellings of one name
Роман Тестов | Руслан Тестов
no

are spellings of one name
Сергей Тестов | Серик Тестов
no

are spellings of one name
Тимур Тестов | Темирлан Тестов
no

are spellings of one name
Talgat Testov | Galymzhan Testov
no

are spellings of one name
John Smith | Jane Smith
no

are spellings of one name
Robert Smith | Richard Smith
no

are spellings of one name
Mark Smith | Mary Smith
no

are spellings of one name
Иванов Иван | Сидоров Иван
no

are spellings of one name
Оспанов Асан | Есенов Асан
no

are spellings of one name
Сериков Асан | Бериков Асан
no

are one person's, by names alone
Марат Тестов | Мурат Тестов
unlikely

are one person's, by names alone
Тестов Марат Серикович | Тестов Мурат Серикович
unlikely

are one person's, by names alone
Тестбаев Ерлан Серикович | Тестбаев Ержан Серикович
unlikely

are one person's, by names alone
Үлгібаева Айгүл Серікқызы | Үлгібаева Айнұр Серікқызы
unlikely

are one person's, by names alone
Үлгібаев Асан Серікұлы | Үлгібаева Асем Серікқызы
unlikely

are one person's, by names alone
Иванов Иван | Петров Пётр
unlikely

# Slips of the pen, and names that are one

are spellings of one name
Тестов Ерлан | Тестов Ерлна
perhaps

are spellings of one name
Тестов Бауыржан | Тестов Бауржан
yes

are spellings of one name
Тестов Нурсултан | Тестов Нурсулта
perhaps

are spellings of one name
Тестов Мухаммедали | Тестов Мухамедали
yes

are spellings of one name
Кожахметов Асан | Кожахмедов Асан
yes

are spellings of one name
Жумагалиев Асан | Жумагулиев Асан
perhaps

are spellings of one name
Абдрахманов Асан | Абдырахманов Асан
yes

are spellings of one name
Иванов Ивна | Иванов Иван
perhaps

are one person's, by names alone
Үлгібаев Асан Серікұлы | Асан Серикович Ульгибаев
likely

are one person's, by names alone
Үлгібаев Асан Серікұлы | Asan Ulgibayev
likely

are one person's, by names alone
Үлгібаев Нұр Сұлтан | Nursultan Ulgibayev
likely

are one person's, by names alone
Тестбаев Досжан Сырымович | Тестбаев Дасжан Сырымович
likely

are one person's, by names alone
Асан Тестбаев | Тестбаев Асан
likely

are one person's, by names alone
Сакен Ақан | Ақан Сәкен
likely

are spellings of one name
Сакен Ақан | Ақан Сәкен
yes

differ in the letters
Кожахметов Асан | Кожахмедов Асан
т | д; - | -

differ in the letters
Тестов Ерлан | Тестов Ерлна
- | -; ан | на

differ in the letters
Бахытжан Тестов | Бақытжан Тестов
х | қ; - | -

differ in the letters
Үлгібаев Асан | Ulgibaef Asan
в | f; - | -

differ in the letters
Тестов Марат | Тестов Мурат
- | -; Марат | Мурат

differ in the letters
Нұр Сұлтан Тестов | Нурсылтан Тестов
ұ | ы; - | -

# Forms of one name, short and from other languages

are spellings of one name
Иван Тестов | Ivan Testov
yes

are spellings of one name
Александр Тестов | Саша Тестов
yes

are spellings of one name
Александра Тестова | Саша Тестова
yes

are spellings of one name
Александр Тестов | Лёша Тестов
no

are spellings of one name
Екатерина Тестова | Катя Тестова
yes

are spellings of one name
Робин Тестов | Robin Testov
yes

are spellings of one name
Robert Smith | Bob Smith
yes

are spellings of one name
William Smith | Bill Smith
yes

are spellings of one name
Robert Smith | Bill Smith
no

are spellings of one name
Михаил Тестов | Michael Testov
yes

are spellings of one name
Юсуп Тестов | Жүсіп Тестов
yes

are spellings of one name
Яков Тестов | Жақып Тестов
yes

are spellings of one name
Ысқақ Тестов | Isaac Testov
yes

are spellings of one name
Ібрахим Тестов | Ыбырайым Тестов
yes

compare so
Робертов Иван | Robertov John
Робертов = Robertov: the same in another script; Иван ~ John: another form of it

sounds
Жұмабаев
zhumabaev

sounds
Zhumabayev
zhumabaev

sounds
Әлихан
alihan

sounds
O'Neil
oneil
