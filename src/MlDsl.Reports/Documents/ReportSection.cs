namespace MlDsl.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Id">Its name in addresses and in JSON: small letters and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Parts">What stands in it.</param>
internal sealed record ReportSection(string Id, string Title, IReadOnlyList<ReportPart> Parts);
