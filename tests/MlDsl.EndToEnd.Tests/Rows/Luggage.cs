using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>What a piece of luggage is made of; the numbers are not those of the order.</summary>
public enum Shell : byte
{
    Hard = 7,
    Soft = 3,
}

/// <summary>A row with a column of every type, some of which a method reads from texts.</summary>
[Dataset]
public sealed partial record Luggage
{
    [Id] public required long Number { get; init; }
    [Categorical] public required string Owner { get; init; }
    [Text] public string? Note { get; init; }
    public char Mark { get; init; }
    public char? Gate { get; init; }
    [Numeric] public required float Weight { get; init; }
    [Numeric(Impute = Impute.Mean)] public double? Girth { get; init; }
    public Half Strain { get; init; }
    public decimal Price { get; init; }
    public decimal? Fee { get; init; }
    public byte Wheels { get; init; }
    public ulong Barcode { get; init; }
    public int? Belt { get; init; }
    public bool IsLocked { get; init; }
    public bool? IsFragile { get; init; }
    [Categorical] public required Shell Shell { get; init; }
    public Shell? Inner { get; init; }
    public Guid? Tag { get; init; }
    public DateTime Bought { get; init; }
    public DateTime? Lost { get; init; }
    public DateTimeOffset Checked { get; init; }
    public DateOnly? Due { get; init; }
    public TimeOnly Opens { get; init; }
    public TimeSpan? Waited { get; init; }
    [Numeric(Length = 2, Impute = Impute.Mean)] public required float[] Sides { get; init; }
    [Numeric(Length = 3, Impute = Impute.Mean)] public int?[]? Scans { get; init; }
    [Column(Length = 2)] public required List<double> Place { get; init; }
    [Label] public float Fine { get; init; }

    // Read by methods of this type.
    public string? Remark { get; init; }
    public float? Height { get; init; }
    public Shell? Repaired { get; init; }
    public Shell Lining { get; init; }

    [Reads(nameof(Remark))]
    private static string? ReadRemark(ReadOnlySpan<byte> text) => throw Asked();

    [Reads(nameof(Height))]
    private static float? ReadHeight(ReadOnlySpan<byte> text) => throw Asked();

    [Reads(nameof(Repaired))]
    private static Shell? ReadRepaired(ReadOnlySpan<byte> text) => throw Asked();

    [Reads(nameof(Lining))]
    private static Shell ReadLining(ReadOnlySpan<byte> text) => throw Asked();

    /// <summary>Rows with everything that a type can hold, whether or not a file could.</summary>
    public static Luggage[] Some(int count)
    {
        var random = new Random(5);
        string[] texts = ["", "Köln", "plain", "東京 😀", "half \uD83D", new string('x', 300), "\0"];
        double[] numbers = [double.NaN, double.NegativeInfinity, -0.0, 1e300, 0.1, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_1234)];
        DateTimeKind[] kinds = [DateTimeKind.Local, DateTimeKind.Utc, DateTimeKind.Unspecified];
        bool Half() => random.Next(2) == 0;
        return [.. Enumerable.Range(0, count).Select(i => new Luggage
        {
            Number = i,
            Owner = texts[random.Next(texts.Length)],
            Note = Half() ? null : texts[random.Next(texts.Length)],
            Mark = "aé東\uD83D"[random.Next(4)],
            Gate = Half() ? null : 'g',
            Weight = (float)numbers[random.Next(numbers.Length)],
            Girth = Half() ? null : numbers[random.Next(numbers.Length)],
            Strain = (Half)numbers[random.Next(numbers.Length)],
            Price = random.Next(3) == 0 ? 1.500m : decimal.MaxValue,
            Fee = Half() ? null : -0.00m,
            Wheels = (byte)random.Next(256),
            Barcode = ulong.MaxValue - (ulong)i,
            Belt = Half() ? null : random.Next(),
            IsLocked = Half(),
            IsFragile = Half() ? null : Half(),
            Shell = Half() ? Shell.Hard : Shell.Soft,
            Inner = Half() ? null : Half() ? Shell.Hard : Shell.Soft,
            Tag = Half() ? null : new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            Bought = new DateTime(2024, 1, 1).AddTicks(random.NextInt64(1L << 50)).AddHours(i % 24),
            Lost = Half() ? null : new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), kinds[random.Next(3)]),
            Checked = new DateTimeOffset(random.NextInt64(1L << 58) + TimeSpan.TicksPerDay, TimeSpan.FromMinutes(random.Next(-840, 841))),
            Due = Half() ? null : DateOnly.MinValue.AddDays(random.Next(3_000_000)),
            Opens = new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)),
            Waited = Half() ? null : TimeSpan.MinValue + TimeSpan.FromTicks(i),
            Sides = [(float)numbers[random.Next(numbers.Length)], i],
            Scans = random.Next(4) == 0 ? null : [Half() ? null : i, Half() ? null : -i, 0],
            Place = [numbers[random.Next(numbers.Length)], i],
            Fine = i / 7f,
            Remark = Half() ? null : texts[random.Next(texts.Length)],
            Height = Half() ? null : i / 3f,
            Repaired = Half() ? null : Shell.Soft,
            Lining = Half() ? Shell.Hard : Shell.Soft,
        })];
    }

    /// <summary>The row as text, every bit of it.</summary>
    public string Bits => string.Join('|', new[]
    {
        Number.ToString(CultureInfo.InvariantCulture), Of(Owner), Of(Note), Of(Mark), Of(Gate), Of(Weight), Of(Girth), Of(Strain), Of(Price), Of(Fee), Of(Wheels), Of(Barcode), Of(Belt), Of(IsLocked),
        Of(IsFragile), Of(Shell), Of(Inner), Of(Tag), Of(Bought), Of(Lost), $"{Of(Checked.Ticks)} {Of(Checked.Offset)}", Of(Due), Of(Opens), Of(Waited), string.Join(' ', Sides.Select(static s => Of(s))),
        Scans is null ? "–" : string.Join(' ', Scans.Select(static s => Of(s))), string.Join(' ', Place.Select(static p => Of(p))), Of(Fine), Of(Remark), Of(Height), Of(Repaired), Of(Lining),
    });

    private static string Of<T>(T value) where T : unmanaged => Convert.ToHexString(MemoryMarshal.AsBytes([value]));

    private static string Of<T>(T? value) where T : unmanaged => value is { } there ? Of(there) : "–";

    private static string Of(string? text) => text is null ? "–" : Convert.ToHexString(MemoryMarshal.AsBytes(text.AsSpan()));

    private static InvalidOperationException Asked() => new("a value that has its type was read from a text");
}
