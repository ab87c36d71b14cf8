using System.Buffers;
using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// A <see cref="ReferenceProfile"/> as the bytes of <c>reference.bin</c>. First the version; then the rows, those of the sample and the pairs that windows count; the columns,
/// the scores and, as a list of one or none, the losses; the pairs; the blocks of time, before which their beginning and length in ticks stand. Every list stands behind its
/// length. The second version, which is written where columns have noise, has with each column whether it has, and its ε. Counts are numbers of seven bits a byte, the lowest first; other numbers float64, little-endian; texts UTF-8 behind their length.
/// </summary>
internal static class ReferenceFile
{
    private const int Version = 2, WithoutNoise = 1;

    // The bytes that a column, a pair and a block take at least, so that a number of them can be held against what follows.
    private const int LeastColumn = 30, LeastPair = 11, LeastBlock = 1;

    /// <summary>The bytes.</summary>
    public static byte[] Write(ReferenceProfile profile)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var file = new ProfileWriter(buffer);
        bool isNoisy = profile.Columns.Any(static column => column.Epsilon is not null);
        file.Count(isNoisy ? Version : WithoutNoise);
        file.Count(profile.Rows);
        file.Count(profile.SampleRows);
        file.Count(profile.ObservedPairs);
        foreach (ImmutableArray<ColumnProfile> columns in (ImmutableArray<ColumnProfile>[])[profile.Columns, profile.Scores, profile.Losses is { } losses ? [losses] : []])
        {
            file.Count(columns.Length);
            foreach (ColumnProfile column in columns) Write(file, column, isNoisy);
        }
        file.Count(profile.Pairs.Length);
        foreach (PairProfile pair in profile.Pairs)
        {
            file.Count(pair.First);
            file.Count(pair.Second);
            file.Number(pair.Correlation);
            foreach (long count in pair.Counts) file.Count(count);
        }
        file.Count(profile.Blocks.Length);
        file.Count(profile.BlockStart.Ticks);
        file.Count(profile.BlockLength.Ticks);
        foreach (BlockProfile block in profile.Blocks)
            foreach (long count in block.Counts) file.Count(count);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write(ReferenceProfile)"/> wrote.</summary>
    /// <exception cref="ModelFileException">The bytes are no profile, are of another version, or contradict themselves; the message says where.</exception>
    public static ReferenceProfile Read(ReadOnlySpan<byte> bytes)
    {
        var file = new ProfileReader(bytes, "reference.bin", "fit and save the model again");
        long version = file.Count();
        if (version is not (Version or WithoutNoise))
            throw new ModelFileException(FormattableString.Invariant($"reference.bin has version {version}, and this version of MlDsl reads {WithoutNoise} and {Version}; use the version that saved it or, where there is none, fit and save the model again"));
        long rows = file.Count(), sampled = file.Count(), observed = file.Count();
        ImmutableArray<ColumnProfile> columns = Columns(ref file, rows, version), scores = Columns(ref file, long.MaxValue, version), losses = Columns(ref file, long.MaxValue, version);
        if (losses.Length > 1) throw file.Wrong("has two losses");
        if (sampled > rows) throw file.Wrong("has a sample of more rows than there are");
        ImmutableArray<PairProfile> pairs = Pairs(ref file, columns, sampled);
        if (observed > pairs.Length) throw file.Wrong("lets windows count more pairs than there are");
        long blocks = file.Length(LeastBlock), start = file.Count(), length = file.Count();
        if (start > DateTime.MaxValue.Ticks || (blocks > 0 && (length <= 0 || start > DateTime.MaxValue.Ticks - length))) throw file.Wrong("has blocks of time beyond the calendar");
        ReferenceProfile profile = new()
        {
            Rows = rows,
            SampleRows = sampled,
            ObservedPairs = (int)observed,
            Columns = columns,
            Scores = scores,
            Losses = losses.FirstOrDefault(),
            Pairs = pairs,
            BlockStart = new DateTime(start),
            BlockLength = new TimeSpan(length),
            Blocks = Blocks(ref file, columns, blocks),
        };
        file.End();
        return profile;
    }

    private static void Write(ProfileWriter file, ColumnProfile column, bool isNoisy)
    {
        file.Text(column.Name);
        file.Count((int)column.Kind);
        file.Text(column.Of);
        file.Count(column.Unit is null ? 0 : 1);
        if (column.Unit is not null) file.Text(column.Unit);
        file.Count(column.IsSensitive ? 1 : 0);
        file.Count(column.Bins);
        foreach (double edge in column.Edges) file.Number(edge);
        foreach (double centre in column.Centres) file.Number(centre);
        foreach (string category in column.Categories) file.Text(category);
        foreach (long count in column.ToCells()) file.Count(count);
        foreach (byte group in column.Groups) file.Count(group);
        file.Number(column.Distinct);
        file.Number(column.Mean);
        file.Number(column.Deviation);
        if (!isNoisy) return;
        file.Count(column.Epsilon is null ? 0 : 1);
        if (column.Epsilon is { } epsilon) file.Number(epsilon);
    }

    private static ImmutableArray<ColumnProfile> Columns(ref ProfileReader file, long rows, long version)
    {
        var columns = new ColumnProfile[file.Length(LeastColumn)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Column(ref file, version);
            if (!names.Add(columns[i].Name)) throw file.Wrong($"has the column '{Visible.Of(columns[i].Name)}' twice");
            long all = file.Sum(columns[i].ToCells());
            if (rows == long.MaxValue) rows = all;
            if (all != rows) throw file.Wrong(FormattableString.Invariant($"has {all} rows of '{Visible.Of(columns[i].Name)}', and {rows} of others"));
        }
        return [.. columns];
    }

    private static ColumnProfile Column(ref ProfileReader file, long version)
    {
        string name = file.Text();
        long kind = file.Count();
        if (kind > (int)ColumnProfileKind.Category) throw file.Wrong($"has the column '{Visible.Of(name)}' of a kind that is not known");
        string of = file.Text();
        string? unit = file.Flag() ? file.Text() : null;
        bool isSensitive = file.Flag(), isNumber = kind == (int)ColumnProfileKind.Number;
        int bins = file.Length(2, ProfileOptions.MostCells - 2);
        double[] edges = new double[isNumber && bins > 0 ? bins - 1 : 0], centres = new double[isNumber ? bins : 0];
        string[] categories = new string[isNumber ? 0 : bins];
        for (int i = 0; i < edges.Length; i++)
        {
            edges[i] = file.Number();
            if (!float.IsFinite((float)edges[i]) || (float)edges[i] != edges[i] || (i > 0 && edges[i] <= edges[i - 1])) throw file.Wrong($"has edges of '{Visible.Of(name)}' that do not ascend");
        }
        for (int i = 0; i < centres.Length; i++) centres[i] = file.Number();
        for (int i = 0; i < categories.Length; i++) categories[i] = file.Text();
        if (categories.Distinct(StringComparer.Ordinal).Count() < categories.Length) throw file.Wrong($"has a category of '{Visible.Of(name)}' twice");
        var cells = new long[bins + 2];
        for (int i = 0; i < cells.Length; i++) cells[i] = file.Count();
        var groups = new byte[cells.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            long group = file.Count(), before = i == 0 ? 0 : groups[i - 1];
            if (i == 0 ? group != 0 : group < before || group > before + 1) throw file.Wrong($"has groups of '{Visible.Of(name)}' that do not ascend");
            groups[i] = (byte)group;
        }
        return new ColumnProfile(name, (ColumnProfileKind)kind)
        {
            Of = of,
            Unit = unit,
            IsSensitive = isSensitive,
            Edges = [.. edges],
            Centres = [.. centres],
            Categories = [.. categories],
            Counts = [.. cells[..bins]],
            Missing = cells[bins],
            Unknown = cells[bins + 1],
            Groups = [.. groups],
            Distinct = file.Number(),
            Mean = file.Number(),
            Deviation = file.Number(),
            Epsilon = version >= Version && file.Flag() ? Epsilon(ref file, name) : null,
        };
    }

    private static double Epsilon(ref ProfileReader file, string name)
    {
        double epsilon = file.Number();
        return epsilon is >= CountNoise.Least and <= CountNoise.Most ? epsilon : throw file.Wrong($"has noise of '{Visible.Of(name)}' that is none");
    }

    private static ImmutableArray<PairProfile> Pairs(ref ProfileReader file, ImmutableArray<ColumnProfile> columns, long sampled)
    {
        var pairs = new PairProfile[file.Length(LeastPair)];
        var seen = new HashSet<(long, long)>();
        for (int i = 0; i < pairs.Length; i++)
        {
            long first = file.Count(), second = file.Count();
            if (first >= second || second >= columns.Length || !seen.Add((first, second))) throw file.Wrong("has a pair of columns that is none, or twice");
            double correlation = file.Number();
            if (!(correlation is >= -1 and <= 1)) throw file.Wrong("has a correlation beyond −1 and 1");
            var counts = new long[columns[(int)first].GroupCount * columns[(int)second].GroupCount];
            for (int k = 0; k < counts.Length; k++) counts[k] = file.Count();
            if (file.Sum(counts) > sampled) throw file.Wrong("has pairs of more rows than the sample");
            pairs[i] = new PairProfile((int)first, (int)second, [.. counts], correlation);
        }
        return [.. pairs];
    }

    private static ImmutableArray<BlockProfile> Blocks(ref ProfileReader file, ImmutableArray<ColumnProfile> columns, long blocks)
    {
        if (blocks > 0 && columns.IsEmpty) throw file.Wrong("has blocks of no column");
        var read = new BlockProfile[blocks];
        int width = columns.Sum(static c => c.Cells);
        for (int i = 0; i < read.Length; i++)
        {
            var counts = new long[width];
            for (int k = 0; k < width; k++) counts[k] = file.Count();
            long rows = file.Sum(counts.AsSpan(0, columns[0].Cells));
            int at = 0;
            foreach (ColumnProfile column in columns)
            {
                if (file.Sum(counts.AsSpan(at, column.Cells)) != rows) throw file.Wrong("has a block of time with other rows of one column than of another");
                at += column.Cells;
            }
            read[i] = new BlockProfile(rows, [.. counts]);
        }
        return [.. read];
    }
}
