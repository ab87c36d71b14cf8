using System.Globalization;

namespace MlDsl.Tool.Inspecting;

/// <summary>What a reference tells: of each column kind, bins, and what is missing.</summary>
internal static class ReferenceFacts
{
    /// <summary>The ending of references, by which they are known.</summary>
    public const string Extension = ".reference";

    /// <summary>Adds its sections.</summary>
    public static void AddTo(Sheet sheet, ReferenceProfile reference)
    {
        Section about = sheet.Add("reference");
        about.Add("rows", reference.Rows);
        about.Add("hash", reference.Hash);
        about.Add("pairs", reference.Pairs.Length);
        if (!reference.Blocks.IsEmpty)
        {
            about.Add("blocks of time", reference.Blocks.Length);
            about.Add("days of a block", reference.BlockLength.TotalDays);
            about.Add("from", reference.BlockStart.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        Columns(sheet.Add("reference columns"), reference.Columns);
        Columns(sheet.Add("reference scores"), reference.Scores);
    }

    private static void Columns(Section section, IEnumerable<ColumnProfile> columns)
    {
        foreach (ColumnProfile column in columns)
        {
            string mean = column.IsSensitive || double.IsNaN(column.Mean) ? "" : string.Create(CultureInfo.InvariantCulture, $", mean {column.Mean:G6}{(column.Unit is { } unit ? $" {unit}" : "")}");
            section.Add(column.Name, string.Create(CultureInfo.InvariantCulture, $"{column.Kind}{(column.Of.Length > 0 ? $" ({column.Of})" : "")}, {column.Bins} bins{mean}, {column.Missing} missing, {column.Unknown} without a bin{(column.IsSensitive ? ", sensitive" : "")}{(column.Epsilon is { } epsilon ? $", noise of epsilon {epsilon}" : "")}"));
        }
    }
}
