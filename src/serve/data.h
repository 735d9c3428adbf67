/*
 * data.h - the files of data/ over HTTP, made when they are asked for
 *
 * One is made at a time, others that come meanwhile are told to try again
 * (503); what is small is kept till the log grows, which every change of
 * what is public makes it do.
 */
#ifndef SERVE_DATA_H
#define SERVE_DATA_H

#include <pthread.h>

#include "export/data.h"
#include "httpd/httpd.h"
#include "serve/view.h"

struct serve_data {
	pthread_mutex_t lock;
	int public_fd;
	char tag[40];           /* of the log that `kept` is of */
	bool making;            /* a file is under way */
	struct { struct arena mem; struct span bytes; } kept[EXPORT_DATA];
};
int serve_data_open(struct serve_data *d, int public_fd, struct err *e)
    MUST_CHECK;
void serve_data_close(struct serve_data *d);
/* 1, or 0 where the path is none of these. */
int serve_data(struct serve_data *d, const struct serve_view *v,
    const struct httpd_request *q, struct arena *a, struct httpd_answer *out,
    struct err *e) MUST_CHECK;

#endif
