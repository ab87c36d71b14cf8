namespace MlDsl;

/// <summary>How often a join found nothing. The rows are there all the same, with the columns missing.</summary>
/// <param name="Other">The data set that was joined.</param>
/// <param name="By">The property that rows are joined by; null where there is no key.</param>
/// <param name="Members">The properties that it fills.</param>
/// <param name="Rows">The rows that were joined.</param>
/// <param name="Unmatched">Those of them for which there is no row in the other data set, or none near and early enough.</param>
/// <param name="Repeated">The rows of the other data set that came again, with the key, time and id of an earlier one and what <see cref="DuplicateKeys"/> allows.</param>
public sealed record JoinCount(string Other, string? By, IReadOnlyList<string> Members, long Rows, long Unmatched, long Repeated);
