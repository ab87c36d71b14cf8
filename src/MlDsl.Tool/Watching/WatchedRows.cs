using System.Globalization;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Watching;

/// <summary>The columns of rows with what the model said of these.</summary>
/// <param name="Number">The column of the number that is predicted; null for none.</param>
/// <param name="Probability">The column of probabilities, of the positive class or of the class that is said.</param>
/// <param name="Class">The column of classes.</param>
internal sealed record SaidColumns(string? Number, string? Probability, string? Class)
{
    public bool Any => Number is not null || Probability is not null || Class is not null;

    /// <exception cref="ToolException">They are of two kinds of models, or classes come without probabilities.</exception>
    public void Check()
    {
        if (Number is not null && (Probability ?? Class) is not null) throw new ToolException("--prediction is what a regression says; a classifier has --probability, and of several classes --class with it");
        if (Class is not null && Probability is null) throw new ToolException("--class wants --probability: how probable the model took the class to be");
    }
}

/// <summary>
/// Rows of a file as <see cref="WatchedColumns{TInput, TOutput}"/> read them: an input is the place of a row, and so is what is said of it. The reference is the one that the service's own code makes of the same values.
/// </summary>
internal sealed class WatchedRows(FileTable table)
{
    /// <summary>Makes a reference, and a sample where its file is named.</summary>
    /// <exception cref="ToolException">The rows do not have what is watched; the message names all that is absent, or the first value that is none.</exception>
    public ReferenceProfile Reference(WatchedMembers members, SaidColumns said, string to, string? sample, RowSampleOptions sampling)
    {
        string[] wanted = [.. members.Members.Select(static member => member.Column), .. new[] { members.Time, said.Number, said.Probability, said.Class }.OfType<string>()];
        string[] absent = [.. wanted.Where(name => Find(name) is null).Distinct()];
        if (absent.Length > 0)
            throw new ToolException($"'{table.Path}' lacks {(absent.Length == 1 ? "the column" : "the columns")} {string.Join(", ", absent.Select(static name => $"'{Visible.Of(name)}'"))}; it has {string.Join(", ", table.Columns.Select(static column => column.Said))}");
        if (table.Rows < 2) throw new ToolException($"'{table.Path}' has one row; a reference is of rows that are like those which the model was made for, a few thousand at least");
        if (members.Members.All(member => Find(member.Column)!.Texts.All(static text => text is null)))
            throw new ToolException($"'{table.Path}' has no value in any column that is watched: {string.Join(", ", members.Members.Select(static member => member.Name))}");

        WatchedColumns<int, int> watched = WatchedColumns<int, int>.None;
        foreach (WatchedMember member in members.Members)
        {
            TextColumn column = Find(member.Column)!;
            if (member.IsNumber)
            {
                float[] numbers = NumbersOf(column);
                watched = watched.Number(member.Name, row => numbers[row], member.Unit, member.IsSensitive);
            }
            else
            {
                IReadOnlyList<string?> texts = member.IsFlag ? FlagsOf(column) : column.Texts;
                watched = watched.Category(member.Name, row => texts[row], member.IsSensitive);
            }
        }
        if (members.Time is { } time)
        {
            DateTimeOffset[] times = TimesOf(Find(time)!);
            watched = watched.At(row => times[row]);
        }
        if (members.Noise is { } epsilon) watched = watched.WithNoise(epsilon);
        ScorerReference<int, int> reference = With(watched, said).Reference(new LoggedAnswers(), Enumerable.Range(0, table.Rows));
        RowSample? sampled = sample is null ? null : reference.Sample(Enumerable.Range(0, table.Rows), sampling);
        try
        {
            reference.Save(to);
            sampled?.Save(sample!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{to}'{(sample is null ? "" : $" or '{sample}'")} cannot be written: {problem.Message}");
        }
        return reference.Profile;
    }

    private WatchedColumns<int, int> With(WatchedColumns<int, int> watched, SaidColumns said)
    {
        if (!said.Any) return watched;
        float[] numbers = NumbersOf(Find((said.Number ?? said.Probability)!)!);
        if (said.Number is not null) return watched.Prediction(row => numbers[row]);
        int wrong = Array.FindIndex(numbers, static number => number is < 0 or > 1);
        if (wrong >= 0) throw Wrong(Find(said.Probability!)!, wrong, "no probability, which is from 0 to 1");
        if (said.Class is null) return watched.Probability(row => numbers[row]);
        IReadOnlyList<string?> classes = Find(said.Class)!.Texts;
        return watched.Class(row => classes[row], row => numbers[row]);
    }

    private TextColumn? Find(string name) =>
        table.Columns.FirstOrDefault(column => column.Name == name) ?? table.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    private float[] NumbersOf(TextColumn column)
    {
        var numbers = new float[column.Texts.Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (column.Texts[row] is not { } text) numbers[row] = float.NaN;
            else if (Numbers.TryRead(text, out double number)) numbers[row] = ProfiledColumn.Narrow(number);
            else if (column.Type == SchemaType.Flag) numbers[row] = IsTrue(column, row) ? 1 : 0;
            else throw Wrong(column, row, "no number, which the model takes there");
        }
        return numbers;
    }

    private string?[] FlagsOf(TextColumn column) => [.. column.Texts.Select((text, row) => text is null ? null : IsTrue(column, row) ? "true" : "false")];

    private bool IsTrue(TextColumn column, int row) => column.Texts[row] switch
    {
        "1" => true,
        "0" => false,
        { } text when bool.TryParse(text, out bool flag) => flag,
        _ => throw Wrong(column, row, "neither true nor false"),
    };

    private DateTimeOffset[] TimesOf(TextColumn column)
    {
        var times = new DateTimeOffset[column.Texts.Count];
        for (int row = 0; row < times.Length; row++)
        {
            if (column.Texts[row] is not { } text) throw new ToolException($"'{table.Path}', row {Row(row)}: {column.Said} has no time, and blocks of time are of all rows");
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out times[row])) throw Wrong(column, row, "no time as 2026-03-01T12:00:00Z is one");
        }
        return times;
    }

    private ToolException Wrong(TextColumn column, int row, string what) => new($"'{table.Path}', row {Row(row)}: '{Visible.Of(column.Texts[row]!)}' of {column.Said} is {what}");

    private static string Row(int row) => (row + 1).ToString(CultureInfo.InvariantCulture);

    // What was said of the rows is in them.
    private sealed class LoggedAnswers : IScorer<int, int>
    {
        public void Run(in int input, out int output) => output = input;

        public void Run(ReadOnlySpan<int> inputs, Span<int> outputs) => inputs.CopyTo(outputs);

        public ValueTask<int> RunAsync(int input, CancellationToken cancellation = default) => ValueTask.FromResult(input);
    }
}
