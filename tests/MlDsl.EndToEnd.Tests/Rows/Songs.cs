using System.Collections.Immutable;

namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Vectors of several types and options.</summary>
[Dataset]
public sealed partial record Song
{
    [Numeric(Length = 3, Scale = Scale.Standard)] public required float[] Timbre { get; init; }
    [Numeric(Length = 2, Impute = Impute.Mean, Scale = Scale.Power, Min = -5, Max = 60, Indicator = true)] public required ReadOnlyMemory<float> Beat { get; init; }
    [Numeric(Length = 2, Impute = Impute.Median, Bins = 4)] public IReadOnlyList<int?>? Counts { get; init; }
    [Numeric(Length = 2)] public required ImmutableArray<double> Level { get; init; }
    [Column("raw", Length = 2)] public required List<long> Raw { get; init; }
    [Label] public float Fame { get; init; }
}

/// <summary>What several numbers tell together.</summary>
[Features<Song>]
public static class SongFeatures
{
    [Numeric(Scale = Scale.MinMax)] public static float Loudness(ReadOnlySpan<float> timbre, IReadOnlyList<long> raw) => timbre[0] + raw[1];

    [Numeric(Length = 2, Scale = Scale.Robust)] public static IReadOnlyList<long> Kept(IReadOnlyList<long> raw) => raw;
}

/// <summary>The same columns, each number its own.</summary>
[Dataset]
public sealed partial record FlatSong
{
    [Numeric(Scale = Scale.Standard)] public required float Timbre0 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Timbre1 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Timbre2 { get; init; }
    [Numeric(Impute = Impute.Mean, Scale = Scale.Power, Min = -5, Max = 60, Indicator = true)] public float? Beat0 { get; init; }
    [Numeric(Impute = Impute.Mean, Scale = Scale.Power, Min = -5, Max = 60, Indicator = true)] public float? Beat1 { get; init; }
    [Numeric(Impute = Impute.Median, Bins = 4)] public int? Counts0 { get; init; }
    [Numeric(Impute = Impute.Median, Bins = 4)] public int? Counts1 { get; init; }
    [Numeric] public required double Level0 { get; init; }
    [Numeric] public required double Level1 { get; init; }
    public required long Raw0 { get; init; }
    public required long Raw1 { get; init; }
    [Label] public float Fame { get; init; }
}

/// <summary>The same features, each number its own.</summary>
[Features<FlatSong>]
public static class FlatSongFeatures
{
    [Numeric(Scale = Scale.MinMax)] public static float Loudness(float timbre0, long raw1) => timbre0 + raw1;

    [Numeric(Scale = Scale.Robust)] public static float Kept0(long raw0) => raw0;

    [Numeric(Scale = Scale.Robust)] public static float Kept1(long raw1) => raw1;
}

[Model<Song, Regression>]
[LinearRegression(L2 = 1e-3)]
public sealed partial class SongModel;

[Model<FlatSong, Regression>]
[LinearRegression(L2 = 1e-3)]
public sealed partial class FlatSongModel;
