namespace MlDsl.Training;

/// <summary>
/// The rows with the smallest hashes of their numbers: a sample without replacement that every order and partition of the rows chooses alike. It lies column by column, as it is
/// counted, in arrays that grow: a row is no object.
/// </summary>
internal sealed class ProfileSample
{
    private const long MostBytes = 32L << 20;

    /// <summary>Stands for texts that can be no category, which may be large.</summary>
    public static readonly string TooLong = new(' ', CategorySketch.Longest + 1);

    private readonly ProfileLayout layout;
    private readonly int size;
    // Twice as many rows as are kept: they are sorted out whenever the room is full.
    private readonly float[][] numbers;
    private readonly string?[][] texts;
    private ulong[] hashes = [];
    private long[] times = [];
    private ulong bound = ulong.MaxValue;

    /// <param name="layout">Where the values of a row lie in blocks.</param>
    /// <param name="isTimed">Whether rows have a time: then more are kept, for blocks of time have few each.</param>
    public ProfileSample(ProfileLayout layout, bool isTimed)
    {
        this.layout = layout;
        size = SizeOf(layout.Columns.Length, isTimed);
        numbers = new float[layout.Numbers][];
        texts = new string?[layout.Texts][];
        Array.Fill(numbers, []);
        Array.Fill(texts, []);
    }

    /// <summary>The rows that are held.</summary>
    public int Rows { get; private set; }

    /// <summary>The rows' times; 0 without one.</summary>
    public ReadOnlySpan<long> Times => times.AsSpan(0, Rows);

    /// <summary>The rows that are kept of so many columns at most: a function of the schema alone.</summary>
    public static int SizeOf(int columns, bool isTimed) =>
        (int)Math.Clamp(MostBytes / (32L * Math.Max(columns, 1)), 1024, isTimed ? 32_768 : 8_192);

    /// <summary>Takes in a row of a block, if it may be among the kept ones as far as is known.</summary>
    /// <param name="block">The values.</param>
    /// <param name="row">The row of the block.</param>
    /// <param name="number">The row's number, which no other row has.</param>
    /// <param name="time">Its time; 0 without one.</param>
    public void Add(ProfileBlock block, int row, long number, long time)
    {
        ulong hash = RowHash.Mix(unchecked((ulong)number + 1));
        int at = Place(hash, time);
        if (at < 0) return;
        for (int i = 0; i < numbers.Length; i++) numbers[i][at] = block.Numbers[(i * ProfileBlock.MostRows) + row];
        for (int i = 0; i < texts.Length; i++)
        {
            string? text = block.Texts[(i * ProfileBlock.MostRows) + row];
            texts[i][at] = text is { Length: > CategorySketch.Longest } ? TooLong : text;
        }
        if (Rows >= 2 * size) Sort();
    }

    /// <summary>Puts the rows that are kept in the order of their hashes, and lets the others go.</summary>
    public void Sort()
    {
        int[] order = new int[Rows];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        hashes.AsSpan(0, Rows).Sort(order.AsSpan());
        int kept = Math.Min(Rows, size);
        // What was let in before the bound fell.
        while (kept > 0 && hashes[kept - 1] > bound) kept--;
        if (kept < Rows && kept > 0) Bound = hashes[kept - 1];
        Take(times, order.AsSpan(0, kept), new long[kept]);
        var values = new float[kept];
        foreach (float[] column in numbers) Take(column, order.AsSpan(0, kept), values);
        var names = new string?[kept];
        foreach (string?[] column in texts)
        {
            Take(column, order.AsSpan(0, kept), names);
            Array.Clear(column, kept, Rows - kept);
        }
        Rows = kept;
    }

    /// <summary>The hashes of the rows' numbers.</summary>
    public ReadOnlySpan<ulong> Hashes => hashes.AsSpan(0, Rows);

    /// <summary>No row with a hash above it is in the sample, though there may have been some; set to let fewer in.</summary>
    public ulong Bound
    {
        get => bound;
        set => bound = Math.Min(bound, value);
    }

    /// <summary>Takes in the sample of other rows: as if all of both had been taken in by one, but for what the lower of the two bounds keeps out.</summary>
    public void Merge(ProfileSample other)
    {
        Bound = other.bound;
        for (int row = 0; row < other.Rows; row++)
        {
            int at = Place(other.hashes[row], other.times[row]);
            if (at < 0) continue;
            for (int i = 0; i < numbers.Length; i++) numbers[i][at] = other.numbers[i][row];
            for (int i = 0; i < texts.Length; i++) texts[i][at] = other.texts[i][row];
            if (Rows >= 2 * size) Sort();
        }
        Sort();
    }

    /// <summary>Takes in a row that was sampled before, by the values of its columns in their order.</summary>
    public void Add(ulong hash, ReadOnlySpan<float> ownNumbers, ReadOnlySpan<string?> ownTexts)
    {
        int at = Place(hash, time: 0);
        if (at < 0) return;
        for (int i = 0; i < numbers.Length; i++) numbers[i][at] = ownNumbers[i];
        for (int i = 0; i < texts.Length; i++) texts[i][at] = ownTexts[i];
        if (Rows >= 2 * size) Sort();
    }

    /// <summary>The values of a column of numbers; NaN is missing.</summary>
    public ReadOnlySpan<float> NumbersOf(int column) => numbers[layout.Starts[column] / ProfileBlock.MostRows].AsSpan(0, Rows);

    /// <summary>The values of a column of texts; null is missing, and one of more than <see cref="CategorySketch.Longest"/> characters stands for any such.</summary>
    public ReadOnlySpan<string?> TextsOf(int column) => texts[layout.Starts[column] / ProfileBlock.MostRows].AsSpan(0, Rows);

    /// <summary>The texts of a column that may be categories, each as often as it comes; none of numbers.</summary>
    public IEnumerable<string> CategoriesOf(int column) => layout.Columns[column].Kind == ColumnProfileKind.Number
        ? []
        : texts[layout.Starts[column] / ProfileBlock.MostRows].Take(Rows).OfType<string>().Where(static text => text.Length <= CategorySketch.Longest);

    private static void Take<T>(T[] column, ReadOnlySpan<int> order, T[] taken)
    {
        for (int i = 0; i < order.Length; i++) taken[i] = column[order[i]];
        taken.AsSpan(0, order.Length).CopyTo(column);
    }

    // Room for one more row; −1 where it is none of those that are kept.
    private int Place(ulong hash, long time)
    {
        if (hash > bound) return -1;
        if (Rows == hashes.Length) Grow();
        (hashes[Rows], times[Rows]) = (hash, time);
        return Rows++;
    }

    private void Grow()
    {
        int room = Math.Min(2 * size, Math.Max(ProfileBlock.MostRows, 2 * Rows));
        Array.Resize(ref hashes, room);
        Array.Resize(ref times, room);
        for (int i = 0; i < numbers.Length; i++) Array.Resize(ref numbers[i], room);
        for (int i = 0; i < texts.Length; i++) Array.Resize(ref texts[i], room);
    }
}
