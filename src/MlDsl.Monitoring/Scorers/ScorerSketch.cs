using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>Profiles rows and what was said of them as they pass. One thread at a time.</summary>
internal sealed class ScorerSketch<TInput, TOutput>
{
    /// <summary>The rows that are asked of a model at once.</summary>
    public const int RowsAtOnce = 1024;

    private readonly WatchedColumns<TInput, TOutput> columns;
    private readonly ProfileSketch sketch;
    private readonly ColumnCount[] said;

    /// <exception cref="ArgumentException">There are no columns.</exception>
    public ScorerSketch(WatchedColumns<TInput, TOutput> columns)
    {
        if (columns.Inputs.IsEmpty) throw new ArgumentException("No input is watched; add what is by Number and Category", nameof(columns));
        this.columns = columns;
        sketch = new ProfileSketch([.. columns.Inputs.Select(static input => input.Column)], columns.Time is not null);
        said = [.. columns.Scores.Select(static score => new ColumnCount(score.Column.Kind))];
    }

    /// <summary>The rows so far.</summary>
    public long Rows { get; private set; }

    public void Add(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int column = 0; column < columns.Inputs.Length; column++) sketch.Add(column, columns.Inputs[column].ValueOf(inputs[i]));
            sketch.EndRow(Rows++, columns.Time is { } time ? time(inputs[i]).UtcTicks : 0);
            for (int score = 0; score < said.Length; score++)
            {
                WatchedColumn<TOutput> column = columns.Scores[score];
                if (column.Number is { } number) said[score].Add(number(outputs[i]));
                else said[score].Add(column.Text!(outputs[i]));
            }
        }
    }

    /// <summary>The reference.</summary>
    /// <param name="again">The rows once more, for blocks of time where they are more than the sample holds; null where they are gone, and there are no blocks then.</param>
    public ReferenceProfile Finish(IEnumerable<TInput>? again)
    {
        ReferenceProfile profile = sketch.Finish(ProfileOptions.Default);
        if (columns.Time is { } time && again is not null && profile.SampleRows < profile.Rows)
        {
            CellFinder[] finders = [.. profile.Columns.Select(static column => new CellFinder(column))];
            BlockCounts blocks = sketch.NewBlocks(profile);
            byte[] cells = new byte[finders.Length];
            foreach (TInput row in again)
            {
                for (int i = 0; i < cells.Length; i++) cells[i] = columns.Inputs[i].CellOf(row, finders[i]);
                blocks.Add(time(row).UtcTicks, cells);
            }
            profile = blocks.AddTo(profile, ProfileOptions.Default);
        }
        return profile with { Scores = [.. columns.Scores.Select((score, i) => ColumnBins.Of(score.Column, said[i], [], ProfileOptions.Default))] };
    }
}
