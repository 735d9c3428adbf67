/*
 * dress.h - answers as libmicrohttpd's responses.  For httpd.c alone.
 */
#ifndef HTTPD_DRESS_H
#define HTTPD_DRESS_H

#include "httpd/httpd.h"

struct MHD_Response;

/* Adds the headers of an answer; posts: its path takes forms. */
bool httpd_dress(struct MHD_Response *r, const struct httpd_answer *out,
    bool posts, struct arena *a);

const struct httpd_answer *httpd_made_answer(const struct httpd_made *m);
/* Its response, packed where the client takes that and it is shorter so;
 * m's own. */
struct MHD_Response *httpd_made_response(struct httpd_made *m, bool packs);
/* A 304 of it, to be destroyed by the caller.  packs: the client has it
 * packed. */
struct MHD_Response *httpd_made_unchanged(struct httpd_made *m, bool packs,
    struct arena *a);
struct span httpd_packed_tag(struct span etag, struct arena *a);
size_t httpd_made_alive(void); /* bytes of all that are made */

#endif
