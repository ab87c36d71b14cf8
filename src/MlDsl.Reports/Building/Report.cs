using System.Text;
using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>What a model is and how far to trust it: as a page that needs nothing from elsewhere, or as JSON. Immutable.</summary>
public sealed class Report
{
    private readonly IReadOnlyList<ReportSection> sections;

    // The probability of intervals that do not say their own.
    private readonly double? level;

    internal Report(string title, IReadOnlyList<ReportSection> sections, double? level = null) => (Title, this.sections, this.level) = (title, sections, level);

    /// <summary>The model and its version.</summary>
    public string Title { get; }

    /// <summary>The sections.</summary>
    internal IReadOnlyList<ReportSection> Sections => sections;

    /// <summary>
    /// One HTML page below 2 MB without a script, a font or anything else from elsewhere: light and dark by what the reader's system says, printable, a
    /// table behind each plot.
    /// </summary>
    public string ToHtml() => ReportPage.Write(Title, sections, level);

    /// <summary>The same figures as JSON, unrounded: an object with the <c>title</c> and <c>sections</c> by name. What is undefined is null.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        ReportJson.Write(bytes, Title, sections);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Writes the page, in UTF-8, in place of what stands there: whole or not at all.</summary>
    /// <param name="path">The file, such as <c>fare.html</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ModelBytes.Write(path, Encoding.UTF8.GetBytes(ToHtml()));
    }
}
