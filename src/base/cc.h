/*
 * cc.h - what we ask of the compiler
 */
#ifndef BASE_CC_H
#define BASE_CC_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) \
	__attribute__((format(printf, fmt, args), nonnull(fmt)))

/* SCOPED(db) *d = NULL;  closes d with db_closep(&d) on every way out. */
#define SCOPED(type) __attribute__((cleanup(type##_closep))) struct type

#endif
