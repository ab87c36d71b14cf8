namespace MlDsl.Training;

/// <summary>
/// Sketches as bytes, for rows that are counted in several processes or over several lives of one. By column its rows without a value and without a bin; of numbers the buckets that hold some, by the gaps between their keys,
/// and the registers of distinct values in the same manner; of texts each with its rows, or the buckets of their hashes. Then the bound of the sample, and its rows column by column.
/// </summary>
internal static class SketchFile
{
    // The bytes that an entry of a list takes at least.
    private const int LeastGap = 2, LeastText = 2, LeastRow = sizeof(double);

    // So that sums of counts that are none do not overflow.
    private const long MostRows = 1L << 40;

    /// <summary>Writes a sketch.</summary>
    public static void Write(ProfileWriter file, ProfileSketch sketch)
    {
        file.Count(sketch.Rows);
        foreach (ColumnCount count in sketch.Counts) Write(file, count);
        ProfileSample sample = sketch.Sample;
        sample.Sort();
        file.Number(BitConverter.UInt64BitsToDouble(sample.Bound));
        file.Count(sample.Rows);
        foreach (ulong hash in sample.Hashes) file.Number(BitConverter.UInt64BitsToDouble(hash));
        for (int column = 0; column < sketch.Layout.Columns.Length; column++)
        {
            if (sketch.Layout.Columns[column].Kind == ColumnProfileKind.Number)
            {
                foreach (float number in sample.NumbersOf(column)) file.Count((uint)BitConverter.SingleToInt32Bits(number));
                continue;
            }
            foreach (string? text in sample.TextsOf(column))
            {
                file.Count(text is null ? 0 : text.Length > CategorySketch.Longest ? 1 : 2);
                if (text is { Length: <= CategorySketch.Longest }) file.Text(text);
            }
        }
    }

    /// <summary>Writes what was counted of a column.</summary>
    public static void Write(ProfileWriter file, ColumnCount count)
    {
        file.Count(count.Missing);
        file.Count(count.Unknown);
        if (count.Numbers is not null)
        {
            Write(file, [.. count.Numbers.Buckets()]);
            Write(file, count.Distinct);
            return;
        }
        IReadOnlyList<(string Text, long Count)>? texts = count.Texts!.Exact;
        file.Count(texts is null ? 1 : 0);
        if (texts is not null)
        {
            file.Count(texts.Count);
            foreach (var (text, rows) in texts)
            {
                file.Text(text);
                file.Count(rows);
            }
            return;
        }
        var (buckets, distinct) = count.Texts.Hashed!.Value;
        Write(file, [.. buckets.Select(static (rows, bucket) => (bucket, rows)).Where(static one => one.rows > 0)]);
        Write(file, distinct);
    }

    /// <summary>Reads a sketch of such columns.</summary>
    /// <exception cref="ModelFileException">The bytes are none, or contradict themselves.</exception>
    public static ProfileSketch Read(ref ProfileReader file, ProfileLayout layout)
    {
        var sketch = new ProfileSketch(layout, isTimed: false);
        long rows = file.Count();
        if (rows > MostRows) throw file.Wrong("has more rows than can be counted");
        foreach (ColumnCount count in sketch.Counts) Read(ref file, count, rows);
        sketch.AddRows(rows);
        ulong bound = BitConverter.DoubleToUInt64Bits(file.Number());
        int sampled = file.Length(LeastRow + layout.Columns.Length);
        if (sampled > rows) throw file.Wrong("has a sample of more rows than there are");
        var hashes = new ulong[sampled];
        for (int i = 0; i < sampled; i++)
        {
            hashes[i] = BitConverter.DoubleToUInt64Bits(file.Number());
            if (hashes[i] > bound || (i > 0 && hashes[i] <= hashes[i - 1])) throw file.Wrong("has a sample whose rows do not ascend");
        }
        var numbers = new float[sampled, layout.Numbers];
        var texts = new string?[sampled, layout.Texts];
        for (int column = 0; column < layout.Columns.Length; column++)
        {
            int at = layout.Starts[column] / ProfileBlock.MostRows;
            for (int row = 0; row < sampled; row++)
            {
                if (layout.Columns[column].Kind == ColumnProfileKind.Number) numbers[row, at] = Number(ref file);
                else texts[row, at] = Text(ref file);
            }
        }
        for (int row = 0; row < sampled; row++) sketch.Sample.Add(hashes[row], Row(numbers, row), Row(texts, row));
        sketch.Sample.Bound = bound;
        return sketch;
    }

    /// <summary>Reads what was counted of a column.</summary>
    /// <exception cref="ModelFileException">They are not so many rows, or the bytes are none.</exception>
    public static void Read(ref ProfileReader file, ColumnCount count, long rows)
    {
        long missing = file.Count(), unknown = file.Count();
        count.Add(missing, unknown);
        if (count.Numbers is not null)
        {
            foreach (var (key, own) in Gaps(ref file, NumberSketch.Keys, rows)) count.Numbers.Add(key, own);
            Read(ref file, count.Distinct);
        }
        else if (file.Flag())
        {
            var buckets = new long[CategorySketch.Buckets];
            foreach (var (bucket, own) in Gaps(ref file, buckets.Length, rows)) buckets[bucket] = own;
            var distinct = new DistinctSketch();
            Read(ref file, distinct);
            count.Texts!.Merge(buckets, distinct);
        }
        else
        {
            int texts = file.Length(LeastText, CategorySketch.MostTexts);
            for (int i = 0; i < texts; i++)
            {
                string text = file.Text();
                if (text.Length > CategorySketch.Longest) throw file.Wrong("has a category of too many characters");
                long own = file.Count();
                if (own is 0 || own > rows) throw file.Wrong("has counts that are none");
                count.Texts!.Add(text, own);
            }
        }
        long valued = count.Numbers is { } all ? file.Sum([.. all.Buckets().Select(static one => one.Count)]) : count.Texts!.Rows;
        if (file.Sum([missing, unknown, valued]) != rows) throw file.Wrong("has other rows in a column than as a whole");
    }

    private static void Write(ProfileWriter file, DistinctSketch distinct)
    {
        List<(int, long)> ranks = [];
        for (int i = 0; i < distinct.Ranks.Length; i++)
            if (distinct.Ranks[i] > 0) ranks.Add((i, distinct.Ranks[i]));
        Write(file, ranks);
    }

    private static void Read(ref ProfileReader file, DistinctSketch distinct)
    {
        foreach (var (register, rank) in Gaps(ref file, distinct.Ranks.Length, DistinctSketch.MostRank)) distinct.Add(register, (byte)rank);
    }

    private static void Write(ProfileWriter file, List<(int Key, long Count)> places)
    {
        file.Count(places.Count);
        int before = 0;
        foreach (var (key, count) in places)
        {
            file.Count(key - before);
            file.Count(count);
            before = key;
        }
    }

    private static (int Key, long Count)[] Gaps(ref ProfileReader file, int keys, long most)
    {
        var places = new (int, long)[file.Length(LeastGap, keys)];
        long key = 0;
        for (int i = 0; i < places.Length; i++)
        {
            long gap = file.Count(), count = file.Count();
            if (gap >= keys || (key += gap) >= keys || (i > 0 && gap == 0) || count == 0 || count > most) throw file.Wrong("has counts that are none");
            places[i] = ((int)key, count);
        }
        return places;
    }

    private static float Number(ref ProfileReader file) => file.Count() is var bits and <= uint.MaxValue ? BitConverter.Int32BitsToSingle((int)(uint)bits) : throw file.Wrong("has a number that is none");

    private static string? Text(ref ProfileReader file) => file.Count() switch
    {
        0 => null,
        1 => ProfileSample.TooLong,
        2 => file.Text() is { Length: <= CategorySketch.Longest } text ? text : throw file.Wrong("has a category of too many characters"),
        _ => throw file.Wrong("has a sampled text that is none"),
    };

    private static T[] Row<T>(T[,] table, int row)
    {
        var values = new T[table.GetLength(1)];
        for (int i = 0; i < values.Length; i++) values[i] = table[row, i];
        return values;
    }
}
