using System.Globalization;
using System.Text;
using MlDsl.Labels;
using MlDsl.Training;

namespace MlDsl.Tool.Labeling;

/// <summary>What the verbs of labelling say.</summary>
internal static class LabelWords
{
    /// <summary>How far one annotator is, above an item.</summary>
    public static string Heading(LabelFolder folder, LabelAssignment assignment, LabelItem item, LabelState state, string by)
    {
        int left = assignment.Open(state, by).Count();
        AnnotatorPace? pace = assignment.Progress(state).Annotators.FirstOrDefault(one => one.Annotator == by);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[{pace?.Labels ?? 0} done, {left} left");
        if (pace is not null && !double.IsNaN(pace.Seconds)) text.Append(CultureInfo.InvariantCulture, $", {pace.Seconds:0.0} s each, about {Span(pace.Seconds * left)} to go");
        if (assignment.Entry(item.Id) is { Reason.Length: > 0 } entry) text.Append(CultureInfo.InvariantCulture, $"; asked for: {TerminalText.Line(entry.Reason)}");
        return text.Append(']').ToString();
    }

    /// <summary>Who said what of an item, above it.</summary>
    public static string Votes(LabelItem item, LabelState state, bool isBlind)
    {
        var said = state.Of(item.Id).Select(one => (one.By, Value: one.Kind == LabelEventKind.Unsure ? "cannot tell" : one.Value.Length == 0 ? "none" : one.Value, one.Note));
        IEnumerable<string> words = isBlind
            ? said.GroupBy(static one => one.Value, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).Select(static g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"))
            : said.Select(static one => $"{one.By}: {one.Value}{(one.Note is null ? "" : $" ({one.Note})")}");
        return $"[{TerminalText.Line(string.Join(", ", words))}]";
    }

    /// <summary>How far a labelling is.</summary>
    public static string Status(LabelFolder folder, LabelProgress progress, LabelState state)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{TerminalText.Line(folder.Project.Name)}: {progress.Given} of {progress.Wanted} labels, {progress.Whole} of {progress.Items} items whole");
        foreach (AnnotatorPace one in progress.Annotators)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {TerminalText.Line(one.Annotator)}: {one.Labels} labels");
            if (one.Unsure > 0) text.Append(CultureInfo.InvariantCulture, $", {one.Unsure} cannot tell");
            if (!double.IsNaN(one.Seconds)) text.Append(CultureInfo.InvariantCulture, $", {one.Seconds:0.0} s each");
        }
        foreach (var (count, words) in Remarks(folder, state))
            if (count > 0) text.Append(CultureInfo.InvariantCulture, $"\n  {count} {words}");
        return text.ToString();
    }

    /// <summary>The same as one JSON object on one line.</summary>
    public static string StatusJson(LabelFolder folder, LabelProgress progress, LabelState state) => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("name", folder.Project.Name);
        json.WriteNumber("items", progress.Items);
        json.WriteNumber("whole", progress.Whole);
        json.WriteNumber("wanted", progress.Wanted);
        json.WriteNumber("given", progress.Given);
        json.WriteNumber("replaced", state.Replaced);
        json.WriteNumber("undone", state.Undone);
        json.WriteNumber("gone", state.Gone.Count);
        json.WriteNumber("changed", state.Changed.Count);
        json.WriteNumber("problems", state.Problems.Count);
        json.WriteStartArray("annotators");
        foreach (AnnotatorPace one in progress.Annotators)
        {
            json.WriteStartObject();
            json.WriteString("annotator", one.Annotator);
            json.WriteNumber("labels", one.Labels);
            json.WriteNumber("unsure", one.Unsure);
            if (double.IsNaN(one.Seconds)) json.WriteNull("seconds");
            else json.WriteNumber("seconds", one.Seconds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }));

    /// <summary>What was written, and what became of each item.</summary>
    public static string Export(LabelExport export, Consensus consensus)
    {
        string states = string.Join(", ", Enum.GetValues<ConsensusState>().Select(state => string.Create(CultureInfo.InvariantCulture, $"{consensus.Count(state)} {Said(state)}")));
        return string.Create(CultureInfo.InvariantCulture, $"{export.Rows} rows written, {export.LeftOut} items without a label left out: {states}");
    }

    /// <summary>The same as one JSON object on one line.</summary>
    public static string ExportJson(LabelExport export, Consensus consensus) => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteNumber("rows", export.Rows);
        json.WriteNumber("left_out", export.LeftOut);
        foreach (ConsensusState state in Enum.GetValues<ConsensusState>()) json.WriteNumber(Said(state).Replace(' ', '_'), consensus.Count(state));
    }));

    private static string Said(ConsensusState state) => state == ConsensusState.TooFew ? "too few" : state.ToString().ToLowerInvariant();

    private static IEnumerable<(int Count, string Words)> Remarks(LabelFolder folder, LabelState state) =>
    [
        (state.Replaced, "labels were given in place of an earlier one"),
        (state.Gone.Count, $"labels are of items that {TerminalText.Line(folder.Project.ItemFile)} does not have any more; they count for nothing"),
        (state.Changed.Count, "labels were given when the item showed something else; they count for nothing"),
        (state.Standing.Count(said => said.Guidelines is not null && said.Guidelines != folder.GuidelinesHash), "labels were given under another version of the guidelines"),
    ];

    private static string Span(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };
}
