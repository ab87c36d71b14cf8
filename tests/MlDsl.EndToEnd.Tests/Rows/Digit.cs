namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A written digit: 8 × 8 counts of ink, 0 to 16, and which digit it is. The file has no header.</summary>
[Dataset]
public sealed partial class Digit
{
    [Numeric(Scale = Scale.Standard)] public required float P00 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P01 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P02 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P03 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P04 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P05 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P06 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P07 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P08 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P09 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P10 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P11 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P12 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P13 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P14 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P15 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P16 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P17 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P18 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P19 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P20 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P21 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P22 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P23 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P24 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P25 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P26 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P27 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P28 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P29 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P30 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P31 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P32 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P33 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P34 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P35 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P36 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P37 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P38 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P39 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P40 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P41 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P42 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P43 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P44 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P45 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P46 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P47 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P48 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P49 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P50 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P51 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P52 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P53 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P54 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P55 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P56 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P57 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P58 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P59 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P60 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P61 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P62 { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float P63 { get; init; }
    [Label] public required int Value { get; init; }
}

[Model<Digit, MulticlassClassification>]
[LogisticRegression(L2 = 1e-3)]
public sealed partial class DigitModel;
