using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>Profiles rows and what was said of them as they pass. One thread at a time.</summary>
internal sealed class ScorerSketch<TInput, TOutput>
{
    /// <summary>The rows that are asked of a model at once.</summary>
    public const int RowsAtOnce = 1024;

    private readonly WatchedColumns<TInput, TOutput> columns;
    private readonly ProfileSketch sketch;
    private readonly ProfileBlock block;
    private readonly ColumnCount[] said;
    private readonly long firstNumber;
    private readonly bool isTimed;
    private long first = long.MaxValue, last = long.MinValue;

    /// <summary>Of no rows.</summary>
    /// <param name="columns">What is watched.</param>
    /// <param name="isTimed">Whether the times of rows are read.</param>
    /// <param name="first">The number of the first row: no row of another sketch that is added to this has one of these.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public ScorerSketch(WatchedColumns<TInput, TOutput> columns, bool isTimed, long first)
    {
        if (columns.Inputs.IsEmpty) throw new ArgumentException("No input is watched; add what is by Number and Category", nameof(columns));
        (this.columns, this.isTimed, firstNumber) = (columns, isTimed, first);
        ProfileLayout layout = columns.Layout();
        (sketch, block) = (new ProfileSketch(layout, isTimed), new ProfileBlock(layout));
        said = [.. columns.Scores.Select(static score => new ColumnCount(score.Column.Kind))];
    }

    /// <summary>The rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The bound of the sample: see <see cref="ProfileSample.Bound"/>.</summary>
    public ulong Bound
    {
        init => sketch.Sample.Bound = value;
    }

    /// <summary>What was counted, as a window; nothing may be added from then on.</summary>
    public FirstWindow ToWindow(FirstSchema schema, FirstSpan span) => new(schema, span, sketch, [.. said]);

    /// <summary>Takes in rows, all of a stretch or, where one of them cannot be read and this throws, none.</summary>
    public void Add(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        Span<long> numbers = stackalloc long[ProfileBlock.MostRows], ticks = stackalloc long[ProfileBlock.MostRows];
        while (!inputs.IsEmpty)
        {
            int rows = Math.Min(inputs.Length, ProfileBlock.MostRows);
            // What may throw comes before anything is counted.
            columns.Write(block, sketch.Layout, inputs[..rows]);
            if (said.Length > 0) columns.WriteSaid(block, outputs[..rows]);
            for (int i = 0; i < rows; i++) (numbers[i], ticks[i]) = (firstNumber + Rows + i, TicksOf(inputs[i]));
            foreach (long tick in ticks[..rows]) (first, last) = (Math.Min(first, tick), Math.Max(last, tick));
            sketch.Add(block, numbers[..rows], ticks[..rows], from: 0);
            foreach (ColumnCount count in said)
            {
                if (count.Numbers is not null) count.Add(block.SaidNumbers.AsSpan(0, rows));
                else count.Add(block.SaidNames.AsSpan(0, rows));
            }
            block.Forget(sketch.Layout, rows);
            Rows += rows;
            inputs = inputs[rows..];
            outputs = outputs[rows..];
        }
    }

    /// <summary>The reference.</summary>
    /// <param name="again">The rows once more, for blocks of time where they are more than the sample holds.</param>
    /// <exception cref="ArgumentException">They are other rows than before.</exception>
    public ReferenceProfile Finish(IEnumerable<TInput> again)
    {
        ReferenceProfile profile = sketch.Finish(ProfileOptions.Default);
        if (isTimed && profile.SampleRows < profile.Rows) profile = WithBlocks(profile, again);
        if (columns.Noise > 0) profile = CountNoise.AddTo(profile, columns.Noise, SystemDraws.Instance);
        return profile with { Scores = [.. columns.Scores.Select((score, i) => ColumnBins.Of(score.Column, said[i], [], ProfileOptions.Default))] };
    }

    private ReferenceProfile WithBlocks(ReferenceProfile profile, IEnumerable<TInput> again)
    {
        var cells = new ProfileCells(profile, sketch.Layout);
        var found = new ProfileBlock(cells.Layout);
        BlockCounts blocks = sketch.NewBlocks(profile);
        long count = 0;
        foreach (TInput[] rows in again.Chunk(ProfileBlock.MostRows))
        {
            long[] ticks = Array.ConvertAll(rows, TicksOf);
            if ((count += rows.Length) > Rows || ticks.Min() < first || ticks.Max() > last) throw Others($"others, or {count} and more");
            columns.Write(found, cells.Layout, rows);
            for (int column = 0; column < columns.Inputs.Length; column++) blocks.Add(column, ticks, cells.Find(found, column, rows.Length));
        }
        return count == Rows ? blocks.AddTo(profile, ProfileOptions.Default) : throw Others($"{count}");
    }

    private ArgumentException Others(string second) => new(
        string.Create(CultureInfo.InvariantCulture, $"The rows are read a second time to count them by their days, and were {Rows} at first and {second} then; give rows that stay as they are and may be read twice, such as a list, or columns without {nameof(WatchedColumns<TInput, TOutput>.At)}"));

    private long TicksOf(TInput row) => isTimed ? columns.Time!(row).UtcTicks : 0;
}
