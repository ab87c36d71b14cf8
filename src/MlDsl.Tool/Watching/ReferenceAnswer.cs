using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Monitoring.Scorers;
using MlDsl.Training;

namespace MlDsl.Tool.Watching;

/// <summary>The reference that was made, and how a service watches with it.</summary>
/// <param name="Rows">The file of rows.</param>
/// <param name="Path">The reference.</param>
/// <param name="Members">What is watched.</param>
/// <param name="Said">What the model said.</param>
/// <param name="Profile">What was counted.</param>
internal sealed record ReferenceAnswer(string Rows, string Path, WatchedMembers Members, SaidColumns Said, ReferenceProfile Profile)
{
    /// <summary>Whether the reference is of all rows of the file.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>That of a folder of windows.</summary>
    public static ReferenceAnswer Of(string folder, string path, (FirstSchema Schema, ReferenceProfile Profile) made)
    {
        string? Said(string name) => made.Schema.Scores.Any(score => score.Name == name) ? name : null;
        var members = new WatchedMembers([.. made.Schema.Columns.Select(static column => new WatchedMember(column.Name, column.Name, column.Kind == ColumnProfileKind.Number) { IsSensitive = column.IsSensitive, Unit = column.Unit })], null, []);
        return new ReferenceAnswer(folder, path, members, new SaidColumns(Said("prediction"), Said("probability"), Said("class")), made.Profile) { IsWhole = true };
    }

    /// <summary>For people: what it is of, and the code of a service whose columns are these in this order.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(IsWhole ? "" : "the first ")}{Profile.Rows} rows of {Visible.Of(Rows)} are the reference {Visible.Of(Path)}: {Profile.Columns.Length} {(Profile.Columns.Length == 1 ? "column" : "columns")}");
        text.Append(Profile.Scores.IsEmpty ? ", nothing that the model said" : $", {string.Join(" and ", Profile.Scores.Select(static score => score.Name))}");
        if (!Profile.Blocks.IsEmpty) text.Append(CultureInfo.InvariantCulture, $", {Profile.Blocks.Length} blocks of {Profile.BlockLength.TotalDays} {(Profile.BlockLength.TotalDays == 1 ? "day" : "days")}");
        text.Append("\nA service watches the same columns in the same order:\n    WatchedColumns<Input, Output>.None");
        foreach (WatchedMember member in Members.Members)
        {
            text.Append("\n        .").Append(member.IsNumber ? "Number(" : "Category(").Append(Literal(member.Name)).Append(", static row => ").Append(Read(member));
            if (member.Unit is { } unit) text.Append(", unit: ").Append(Literal(unit));
            if (member.IsSensitive) text.Append(", isSensitive: true");
            text.Append(')');
        }
        if (Said.Number is not null) text.Append("\n        .Prediction(static said => …)");
        else if (Said.Class is not null) text.Append("\n        .Class(static said => …, static said => …)");
        else if (Said.Probability is not null) text.Append("\n        .Probability(static said => …)");
        if (Members.Time is not null) text.Append("\n        .At(static row => …)");
        return text.Append(CultureInfo.InvariantCulture, $"\n        .Load({Literal(System.IO.Path.GetFileName(Path))})").ToString();
    }

    /// <summary>One object on one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("rows_of", Rows);
        json.WriteString("reference", Path);
        json.WriteNumber("rows", Profile.Rows);
        json.WriteBoolean("all_rows", IsWhole);
        json.WriteString("hash", Profile.Hash);
        json.WriteNumber("blocks", Profile.Blocks.Length);
        foreach (var (name, columns) in new[] { ("columns", Profile.Columns), ("scores", Profile.Scores) })
        {
            json.WriteStartArray(name);
            foreach (ColumnProfile column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("kind", column.Kind.ToString());
                json.WriteBoolean("sensitive", column.IsSensitive);
                if (column.Epsilon is { } epsilon) json.WriteNumber("epsilon", epsilon);
                json.WriteNumber("bins", column.Bins);
                json.WriteNumber("missing", column.Missing);
                json.WriteNumber("unknown", column.Unknown);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }));

    private static string Read(WatchedMember member) =>
        !SyntaxFacts.IsValidIdentifier(member.Name) ? "…" : member.IsFlag ? $"row.{member.Name} ? \"true\" : \"false\"" : $"row.{member.Name}";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
