using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>
/// Profiles rows as they pass: <c>Add</c>, <c>Merge</c>, <c>Finish</c>. Its size does not grow with the rows, and every order and partition of them gives the same profile to the bit. Not thread-safe.
/// </summary>
internal sealed class ProfileSketch
{
    private readonly ProfiledColumn[] columns;
    private readonly bool isTimed;
    private readonly ColumnCount[] counts;
    private readonly ProfileSample sample;
    private readonly int[] keys;
    private readonly string?[] texts;
    private long rows, first = long.MaxValue, last = long.MinValue;

    /// <param name="columns">What is profiled of a row.</param>
    /// <param name="isTimed">Whether rows have a time.</param>
    public ProfileSketch(ProfiledColumn[] columns, bool isTimed)
    {
        (this.columns, this.isTimed) = (columns, isTimed);
        counts = [.. columns.Select(static c => new ColumnCount(c.Kind))];
        sample = new ProfileSample(columns.Length, isTimed);
        (keys, texts) = (new int[columns.Length], new string?[columns.Length]);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ProfiledColumn> Columns => columns;

    /// <summary>Takes in the value of one column of the row that <see cref="EndRow"/> ends.</summary>
    public void Add(int column, in ColumnValue value)
    {
        ProfiledColumn of = columns[column];
        ColumnCount count = counts[column];
        if (of.Kind == ColumnProfileKind.Number) keys[column] = count.Add(of.NumberOf(in value));
        else (keys[column], texts[column]) = count.Add(of.TextOf(in value));
    }

    /// <summary>Ends a row.</summary>
    /// <param name="number">Its number, which no other row has.</param>
    /// <param name="ticks">Its time within the calendar; 0 without one.</param>
    public void EndRow(long number, long ticks)
    {
        rows++;
        (first, last) = (Math.Min(first, ticks), Math.Max(last, ticks));
        if (sample.Wants(number)) sample.Add(new SampledRow(RowHash.Mix(unchecked((ulong)number + 1)), ticks, [.. keys], [.. texts]));
    }

    /// <summary>Takes in all that another sketch of the same columns has seen.</summary>
    public void Merge(ProfileSketch other)
    {
        rows += other.rows;
        (first, last) = (Math.Min(first, other.first), Math.Max(last, other.last));
        for (int i = 0; i < counts.Length; i++) counts[i].Merge(other.counts[i]);
        sample.Merge(other.sample);
    }

    /// <summary>Blocks of time for all rows, none of which is counted yet.</summary>
    public BlockCounts NewBlocks(ReferenceProfile profile) => new(profile.Columns, first, last);

    /// <summary>The profile; without blocks of time where not all rows are in the sample. May be called again.</summary>
    public ReferenceProfile Finish(ProfileOptions options)
    {
        IReadOnlyList<SampledRow> sampled = sample.Rows();
        ColumnProfile[] profiles = [.. columns.Select((c, i) => ColumnBins.Of(c, counts[i], sampled.Select(row => row.Texts[i]).OfType<string>(), options))];
        var cells = new SampleCells(profiles, sampled);
        var profile = new ReferenceProfile { Rows = rows, Columns = [.. profiles], SampleRows = sampled.Count };
        profile = SamplePairs.AddTo(profile, cells, options);
        if (!isTimed || columns.Length == 0 || rows == 0 || sampled.Count < rows) return profile;
        BlockCounts blocks = NewBlocks(profile);
        var row = new byte[columns.Length];
        for (int i = 0; i < sampled.Count; i++)
        {
            for (int column = 0; column < row.Length; column++) row[column] = cells.Of(column)[i];
            blocks.Add(sampled[i].Ticks, row);
        }
        return blocks.AddTo(profile, options);
    }
}

/// <summary>What was counted of one column.</summary>
internal sealed class ColumnCount(ColumnProfileKind kind)
{
    /// <summary>Its numbers; null for texts.</summary>
    public NumberSketch? Numbers { get; } = kind == ColumnProfileKind.Number ? new() : null;

    /// <summary>Its texts; null for numbers.</summary>
    public CategorySketch? Texts { get; } = kind == ColumnProfileKind.Category ? new() : null;

    /// <summary>Its distinct numbers.</summary>
    public DistinctSketch Distinct { get; } = new();

    /// <summary>The rows without a value.</summary>
    public long Missing { get; private set; }

    /// <summary>The rows with a value that no bin can be for.</summary>
    public long Unknown { get; private set; }

    /// <summary>Counts a number and returns its key.</summary>
    public int Add(float value)
    {
        int key = NumberSketch.KeyOf(value);
        if (key >= 0)
        {
            Numbers!.Add(key);
            Distinct.Add(RowHash.Mix(RowHash.Mix((uint)BitConverter.SingleToInt32Bits(value + 0f))));
        }
        else if (key == NumberSketch.Missing)
        {
            Missing++;
        }
        else
        {
            Unknown++;
        }
        return key;
    }

    /// <summary>Counts a text and returns what a sampled row holds of it.</summary>
    public (int Key, string? Text) Add(string? text)
    {
        if (text is null)
        {
            Missing++;
            return (NumberSketch.Missing, null);
        }
        if (text.Length > CategorySketch.Longest)
        {
            Unknown++;
            return (0, null);
        }
        Texts!.Add(text);
        return (0, text);
    }

    /// <summary>Adds all that another one counted.</summary>
    public void Merge(ColumnCount other)
    {
        Numbers?.Merge(other.Numbers!);
        Texts?.Merge(other.Texts!);
        Distinct.Merge(other.Distinct);
        Missing += other.Missing;
        Unknown += other.Unknown;
    }
}
