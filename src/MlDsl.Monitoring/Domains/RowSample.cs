using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using MlDsl.Monitoring.Domains;
using MlDsl.Training;

namespace MlDsl;

/// <summary>How rows are sampled.</summary>
public sealed record RowSampleOptions
{
    /// <summary>The rows that are kept at most, each with the same probability: from 500 to 100,000; 8,192 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public int Rows
    {
        get;
        init => field = value is >= 500 and <= 100_000 ? value : throw new ArgumentOutOfRangeException(nameof(Rows), value, "A sample has 500 to 100,000 rows");
    } = 8_192;

    /// <summary>Whether columns marked sensitive are in it; they are not unless set.</summary>
    public bool IncludesSensitive { get; init; }

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// Rows as the cells of a reference that their values are in: a byte a column, and no value. What a domain classifier compares rows with (see <see cref="DomainOptions"/>), since a reference has counts of columns and pairs alone. It lies in a file of its own
/// and never in the model's: rows are in it one by one. Immutable.
/// </summary>
public sealed class RowSample
{
    /// <summary>The columns that are looked at at most: the first of the reference.</summary>
    internal const int MostColumns = 64;

    private const int LeastName = 1, MostRows = 100_000;

    private static ReadOnlySpan<byte> Magic => "MLROWS1\n"u8;

    internal RowSample(string reference, ImmutableArray<string> columns, ImmutableArray<byte> cells, ImmutableArray<long> days) =>
        (Reference, Columns, Cells, Days) = (reference, columns, cells, days);

    /// <summary>The columns, by property: no <c>[Id]</c>, no hour of the week, the first 64 of the reference.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The rows.</summary>
    public int Rows => Cells.Length / Columns.Length;

    /// <summary>Whether it is known of what days rows are.</summary>
    public bool HasDays => !Days.IsEmpty;

    /// <summary>The reference whose cells these are: <see cref="ReferenceProfile.Hash"/>.</summary>
    internal string Reference { get; }

    /// <summary>Row by row the cell of each column.</summary>
    internal ImmutableArray<byte> Cells { get; }

    /// <summary>The day of each row, in days of the calendar; empty where they are not known.</summary>
    internal ImmutableArray<long> Days { get; }

    /// <summary>Samples rows of a model that has its reference in its file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows as it was fitted on, in any order.</param>
    /// <param name="at">When a row was; needed where the reference has blocks of time, for what differs between days is no drift.</param>
    /// <param name="options">How many rows; null for the default.</param>
    /// <typeparam name="TInput">What the model takes.</typeparam>
    /// <typeparam name="TOutput">What it says.</typeparam>
    /// <exception cref="ArgumentException">The model has no reference, there is no column that can be in it, there are fewer than 100 rows, their times are not known and needed, or it is a forecast, whose requests have much in common.</exception>
    public static RowSample Of<TInput, TOutput>(IScorer<TInput, TOutput> model, IEnumerable<TInput> rows, Func<TInput, DateTimeOffset>? at = null, RowSampleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        if (model is IObservedModel<TInput, TOutput> and not ISampledModel<TInput, TOutput>)
            throw new ArgumentException("One request of the model has much of what another one had, so that no classifier of its rows would raise alarms at a rate that is known; watch it without a sample", nameof(model));
        return model is ISampledModel<TInput, TOutput> { Reference: not null } sampled
            ? Of(sampled, rows, at, options ?? new())
            : throw new ArgumentException("The model has no reference whose cells rows could be put into; fit it anew with one, or sample by the ScorerReference that it is watched with", nameof(model));
    }

    /// <summary>Reads a sample.</summary>
    /// <param name="path">The file that <see cref="Save"/> or <c>mldsl reference --sample</c> wrote.</param>
    /// <param name="reference">The reference whose cells it must be of.</param>
    /// <exception cref="ModelFileException">It is absent, damaged, or of another reference.</exception>
    public static RowSample Load(string path, ReferenceProfile reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(reference);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The sample '{path}' cannot be read: {problem.Message}", problem);
        }
        if (bytes.Length < Magic.Length + SHA256.HashSizeInBytes || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)) throw new ModelFileException($"'{path}' is no sample of rows, or cut short; make it anew");
        ReadOnlySpan<byte> text = bytes.AsSpan()[Magic.Length..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(text).AsSpan().SequenceEqual(bytes.AsSpan()[^SHA256.HashSizeInBytes..])) throw new ModelFileException($"'{path}' is cut short, or was changed; make it anew");
        var file = new ProfileReader(text, $"'{path}'", "make it anew");
        string hash = file.Text();
        if (hash != reference.Hash) throw new ModelFileException($"'{path}' is of the reference {Visible.Of(hash)}, not of {reference.Hash}; sample rows by the reference that windows are compared with");
        return Read(ref file, reference, hash);
    }

    /// <summary>Writes the sample, whole or not at all.</summary>
    /// <param name="path">The file, which is written over.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var buffer = new ArrayBufferWriter<byte>();
        var file = new ProfileWriter(buffer);
        file.Text(Reference);
        file.Count(Columns.Length);
        foreach (string column in Columns) file.Text(column);
        file.Count(Rows);
        buffer.Write(Cells.AsSpan());
        file.Count(Days.IsEmpty ? 0 : 1);
        foreach (long day in Days) file.Count(day);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        RunDisk.Machine.Write(path, [.. Magic, .. buffer.WrittenSpan, .. SHA256.HashData(buffer.WrittenSpan)]);
    }

    internal static RowSample Of<TInput, TOutput>(ISampledModel<TInput, TOutput> model, IEnumerable<TInput> rows, Func<TInput, DateTimeOffset>? at, RowSampleOptions options)
    {
        ReferenceProfile reference = model.Reference!;
        if (at is null && !reference.Blocks.IsEmpty) throw new ArgumentException("The reference has blocks of time, and rows of a sample must have theirs, so that what differs between days is no drift; say when rows were", nameof(at));
        ImmutableArray<int> places = PlacesOf(reference, options.IncludesSensitive);
        var reservoir = new RowReservoir<TInput, TOutput>(model, places, options.Rows, options.Seed);
        foreach (TInput[] part in rows.Chunk(ProfileBlock.MostRows)) reservoir.Add(part, at);
        DrawnRows sampled = reservoir.Take();
        return sampled.Rows >= DomainOptions.LeastRows
            ? new RowSample(reference.Hash, [.. places.Select(place => reference.Columns[place].Name)], [.. sampled.Cells], at is null ? [] : [.. sampled.Days])
            : throw new ArgumentException($"{sampled.Rows} rows are too few to be told apart from others; give {DomainOptions.LeastRows} or more", nameof(rows));
    }

    // The columns of a reference that may be in a sample.
    private static ImmutableArray<int> PlacesOf(ReferenceProfile reference, bool includesSensitive)
    {
        // A day has other hours than the week that it is in.
        ImmutableArray<int> places = [.. Enumerable.Range(0, Math.Min(reference.Columns.Length, MostColumns)).Where(place =>
            reference.Columns[place] is { Bins: > 0 } column && column.Of != ProfiledColumn.HourOfWeek && (includesSensitive || !column.IsSensitive))];
        return !places.IsEmpty ? places : throw new ArgumentException("No column of the reference can be in a sample: they are sensitive, without bins, or hours of the week", nameof(reference));
    }

    private static RowSample Read(ref ProfileReader file, ReferenceProfile reference, string hash)
    {
        var names = new string[file.Length(LeastName, MostColumns)];
        if (names.Length == 0) throw file.Wrong("has no columns");
        var limits = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i] = file.Text();
            limits[i] = reference.Columns.Take(MostColumns).FirstOrDefault(column => column.Name == name)?.Cells ?? throw file.Wrong($"has the column '{Visible.Of(name)}', which the reference does not have");
        }
        int rows = file.Length(names.Length, MostRows);
        byte[] cells = file.Bytes(rows * names.Length);
        for (int i = 0; i < cells.Length; i++)
            if (cells[i] >= limits[i % names.Length]) throw file.Wrong($"has a cell of '{Visible.Of(names[i % names.Length])}' that the reference does not have");
        var days = new long[file.Flag() ? rows : 0];
        for (int i = 0; i < days.Length; i++) days[i] = file.Count();
        file.End();
        return new RowSample(hash, [.. names], [.. cells], [.. days]);
    }
}
