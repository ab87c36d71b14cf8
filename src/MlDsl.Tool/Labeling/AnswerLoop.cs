using System.Diagnostics;
using System.Globalization;
using MlDsl.Labels;

namespace MlDsl.Tool.Labeling;

/// <summary>Asks for items one by one and writes each answer down at once, so that whoever stops, or is stopped, goes on where they were.</summary>
internal sealed class AnswerLoop(LabelFolder folder, IAnswers answers, TextWriter output, string by)
{
    private readonly HashSet<string> later = new(StringComparer.Ordinal);
    private readonly Stack<LabelEvent> made = new();
    private string? note;

    /// <summary>What an answer becomes: a label, or a decision.</summary>
    public LabelEventKind Kind { get; init; } = LabelEventKind.Label;

    /// <summary>The items that are to be asked for now, in their order.</summary>
    public required Func<LabelState, IEnumerable<LabelItem>> Open { get; init; }

    /// <summary>What is said above an item.</summary>
    public required Func<LabelItem, LabelState, string> Heading { get; init; }

    private int Given => made.Count(static said => said.Kind != LabelEventKind.Skip);

    /// <summary>Asks until nothing is left or nobody answers; the number of answers that were not taken back.</summary>
    public int Run()
    {
        string? again = null;
        if (folder.Project.Question.Length > 0) output.WriteLine(TerminalText.Lines(folder.Project.Question));
        while (true)
        {
            LabelState state = folder.Read();
            LabelItem? item = Next(state, again);
            again = null;
            if (item is null)
            {
                output.WriteLine("nothing is left to do");
                return Given;
            }
            Show(item, state);
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                if (Ask() is not { } answer || answer == ".") return Given;
                if (answer == "?") output.WriteLine(folder.Guidelines.Length == 0 ? "there are no guidelines" : TerminalText.Lines(folder.Guidelines));
                else if (answer == "<")
                {
                    again = Undo(state);
                    if (again is not null) break;
                    output.WriteLine("there is nothing to take back");
                }
                else if (Event(item, answer, start) is { } said)
                {
                    if (IsWritten(said)) folder.Append(said);
                    made.Push(said);
                    if (said.Kind == LabelEventKind.Skip) later.Add(item.Id);
                    break;
                }
            }
        }
    }

    // What was left for later comes when nothing else is left.
    private LabelItem? Next(LabelState state, string? again)
    {
        if (again is not null) return folder.Items.Find(again);
        LabelItem? first = null;
        foreach (LabelItem item in Open(state))
        {
            if (!later.Contains(item.Id)) return item;
            first ??= item;
        }
        if (first is not null) output.WriteLine("what you skipped is left");
        later.Clear();
        return first;
    }

    private void Show(LabelItem item, LabelState state)
    {
        output.WriteLine();
        output.WriteLine(Heading(item, state));
        foreach (var (name, text) in item.Shown) output.WriteLine($"{TerminalText.Line(name)}: {TerminalText.Lines(text)}");
        string unsure = Kind == LabelEventKind.Label ? "  ~ cannot tell" : "";
        output.WriteLine($"{Keys()}  ? guidelines  < back  > later{unsure}  . stop{(folder.Project.Task == LabelTask.Text ? "" : "  # a note")}");
    }

    private string Keys() => folder.Project.Task switch
    {
        LabelTask.Number => "a number" + (folder.Project is { Minimum: { } least, Maximum: { } most } ? string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}") : ""),
        LabelTask.Text => "a text",
        LabelTask.Multiple => string.Join("  ", folder.Project.Classes.Select(Key)) + "  (several keys, = for none, then Enter)",
        _ => string.Join("  ", folder.Project.Classes.Select(Key)),
    };

    private static string Key(LabelClass one) => $"{one.Key} {TerminalText.Line(one.Name)}";

    private string? Ask()
    {
        output.Write("> ");
        string? answer = answers.Read(isKey: folder.Project.Task is LabelTask.Choice or LabelTask.Preference)?.Trim();
        if (!answers.IsPerson) output.WriteLine(answer is null ? "" : TerminalText.Line(answer));
        return answer;
    }

    // Who decides leaves an item to no other day: it is asked for again in any case.
    private bool IsWritten(LabelEvent said) => Kind == LabelEventKind.Label || said.Kind != LabelEventKind.Skip;

    // A label may have a note behind it, or before it on a line of its own. Names of classes may have the sign of a note in them: the longest answer counts.
    private LabelEvent? Event(LabelItem item, string answer, long start)
    {
        string? wrong = null;
        foreach (var (label, remark) in Readings(answer))
        {
            if (remark is not null && label.Length == 0)
            {
                note = remark;
                output.WriteLine("the note goes with your next answer");
                return null;
            }
            try
            {
                LabelEvent said = Said(item, label, remark ?? note, start);
                note = null;
                return said;
            }
            catch (LineProblem problem)
            {
                wrong = problem.Message;
            }
        }
        output.WriteLine(wrong);
        return null;
    }

    // The whole, then what stands before each sign that has a blank or nothing before it, from the last to the first.
    private IEnumerable<(string Answer, string? Note)> Readings(string answer)
    {
        yield return (answer, null);
        if (folder.Project.Task == LabelTask.Text) yield break;
        for (int at = answer.Length - 1; at >= 0; at--)
            if (answer[at] == '#' && (at == 0 || char.IsWhiteSpace(answer[at - 1]))) yield return (answer[..at].Trim(), answer[(at + 1)..].Trim());
    }

    private LabelEvent Said(LabelItem item, string answer, string? remark, long start)
    {
        LabelEvent said = LabelEvent.New(Kind, item.Id, by) with
        {
            Hash = item.Hash,
            Guidelines = folder.GuidelinesHash,
            Note = string.IsNullOrEmpty(remark) ? null : remark,
            Seconds = answers.IsPerson ? Stopwatch.GetElapsedTime(start).TotalSeconds : null,
        };
        return answer switch
        {
            ">" => said with { Kind = LabelEventKind.Skip },
            "~" when Kind == LabelEventKind.Label => said with { Kind = LabelEventKind.Unsure },
            _ => said with { Values = LabelValues.OfTyped(folder.Project, answer) },
        };
    }

    // Labels of an earlier day can be taken back as well; decisions are only those of this run.
    private string? Undo(LabelState state)
    {
        LabelEvent? last = made.TryPop(out LabelEvent? here) ? here : Kind == LabelEventKind.Label ? state.Last.GetValueOrDefault(by) : null;
        if (last is null) return null;
        if (IsWritten(last)) folder.Append(LabelEvent.New(LabelEventKind.Undo, last.Item, by) with { Undoes = last.Id });
        later.Remove(last.Item);
        output.WriteLine($"taken back: {(last.Kind == LabelEventKind.Skip ? "skipped" : last.Kind == LabelEventKind.Unsure ? "cannot tell" : TerminalText.Line(last.Value))}");
        return last.Item;
    }
}
