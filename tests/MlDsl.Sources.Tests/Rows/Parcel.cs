namespace MlDsl.Sources.Tests.Rows;

/// <summary>How large a parcel is.</summary>
public enum Size
{
    Small,
    Medium,
    Large,
}

/// <summary>A row with a column of each kind that files and databases have types for.</summary>
[Dataset]
public sealed partial record Parcel
{
    [Column("number"), Id] public required long Number { get; init; }
    [Column("city"), Categorical] public required string City { get; init; }
    [Column("size"), Categorical] public required Size Size { get; init; }
    [Column("weight"), Numeric(Scale = Scale.Standard)] public required float Weight { get; init; }
    [Column("girth"), Numeric(Impute = Impute.Median, Indicator = true)] public double? Girth { get; init; }
    [Column("price"), Numeric(Scale = Scale.Log)] public required decimal Price { get; init; }
    [Column("fragile"), Numeric] public required bool Fragile { get; init; }
    [Column("items"), Numeric(Impute = Impute.Mean)] public int? Items { get; init; }
    [Column("sent"), DateParts(DatePart.Month | DatePart.Hour)] public required DateTime Sent { get; init; }
    [Column("seen"), DateParts(DatePart.DayOfWeek | DatePart.Hour)] public required DateTimeOffset Seen { get; init; }
    [Column("due"), DateParts(DatePart.Month)] public required DateOnly Due { get; init; }
    [Column("opens"), DateParts(DatePart.Hour)] public required TimeOnly Opens { get; init; }
    [Column("carrier"), Categorical] public required Guid Carrier { get; init; }
    [Column("note"), Text] public string? Note { get; init; }
    [Column("profile"), Numeric(Length = 3, Scale = Scale.Standard)] public required float[] Profile { get; init; }
    [Column("days"), Label] public float Days { get; init; }

    /// <summary>Rows that are the same each time.</summary>
    public static Parcel[] Some(int count)
    {
        var random = new Random(11);
        Guid[] carriers = [.. Enumerable.Range(0, 3).Select(i => new Guid(i + 1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]))];
        string[] cities = ["Köln", "O'Fallon, \"MO\"", "東京", "Paris"];
        string[] notes = ["leave at the door", "ring twice", "", "Grün 😀 door"];
        return [.. Enumerable.Range(0, count).Select(i => new Parcel
        {
            Number = 9_007_199_254_740_993L + i,
            City = cities[random.Next(cities.Length)],
            Size = (Size)random.Next(3),
            Weight = (float)(random.NextDouble() * 40),
            Girth = random.Next(5) == 0 ? null : random.NextDouble() * 300,
            Price = random.Next(1, 1_000_000) / 1000m,
            Fragile = random.Next(2) == 0,
            Items = random.Next(7) == 0 ? null : random.Next(1, 20),
            Sent = new DateTime(2024, 1, 1).AddSeconds(random.Next(31_000_000)).AddTicks(10 * random.Next(1_000_000)),
            Seen = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(31_000_000)).AddTicks(10 * random.Next(1_000_000)),
            Due = new DateOnly(2024, 1, 1).AddDays(random.Next(-20_000, 400)),
            Opens = new TimeOnly(random.Next(24), random.Next(60), random.Next(60)),
            Carrier = carriers[random.Next(3)],
            Note = random.Next(6) == 0 ? null : notes[random.Next(notes.Length)],
            Profile = [(float)random.NextDouble(), (float)random.NextDouble(), (float)random.NextDouble()],
            Days = (float)(random.NextDouble() * 9),
        })];
    }

    /// <summary>The row as text, every bit of it: vectors have no equality of their own.</summary>
    public string Shown => FormattableString.Invariant(
        $"{Number}|{City}|{Size}|{Weight:R}|{Girth:R}|{Price:G29}|{Fragile}|{Items}|{Sent:O}|{Seen:O}|{Due:O}|{Opens:O}|{Carrier}|{Note ?? "–"}|{Profile[0]:R} {Profile[1]:R} {Profile[2]:R}|{Days:R}");
}

/// <summary>A model over every column.</summary>
[Model<Parcel, Regression>(Name = "parcel-days", Version = "1")]
[LinearRegression(L2 = 1e-3)]
public sealed partial class ParcelModel;

/// <summary>A short row.</summary>
[Dataset]
public sealed partial record Reading
{
    [Column("name"), Categorical] public required string Name { get; init; }
    [Column("count"), Numeric] public required int Count { get; init; }
    [Column("value"), Numeric(Impute = Impute.Mean)] public double? Value { get; init; }
    [Column("at"), DateParts(DatePart.Hour)] public required DateTime At { get; init; }
    [Column("target"), Label] public float Target { get; init; }
}

/// <summary>A model over the short row.</summary>
[Model<Reading, Regression>(Name = "reading", Version = "1")]
[LinearRegression(L2 = 1e-3)]
public sealed partial class ReadingModel;
