using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.Reality;

/// <summary>Numbers with a target for every task. To score there are also missing and extreme values.</summary>
public sealed record NumberRow(
    float A, float B, float C, float Missing, float Extreme, [property: VectorType(6)] float[] Vector, bool Flag,
    float Label, bool Positive, string Class, [property: KeyType(100)] uint Query, float Relevance, float Count)
{
    private static readonly string[] Classes = ["low", "middle", "high"];

    /// <summary>Rows of the suite.</summary>
    public static IDataView View(MLContext context, bool toScore) => context.Data.LoadFromEnumerable(Dice.Rows(toScore, Make));

    private static NumberRow Make(Dice dice, int row)
    {
        float a = dice.Number(), b = dice.Number(), c = dice.Rarely ? float.NaN : dice.Number();
        float[] vector = [.. Enumerable.Range(0, 6).Select(i => i == 2 ? 0f : dice.Number() * (i + 1))];
        float sum = (2 * a) - b + (float.IsNaN(c) ? 0 : c) + (0.1f * vector[1]), target = sum + (0.1f * dice.Number());
        return new(
            a, b, c, dice.IsIn(0.2) ? float.NaN : dice.Number(), dice.Extreme(), vector, dice.IsIn(0.5),
            target, target > 0, Classes[target < -0.7f ? 0 : target < 0.7f ? 1 : 2], (uint)(row / 10) + 1, Math.Clamp(MathF.Round(target + 2), 0, 4), MathF.Exp(0.3f * target));
    }
}

/// <summary>Categories, of which some are new or empty when they are scored.</summary>
public sealed record CategoryRow(string Port, string Region, [property: VectorType(3)] string[] Tags, [property: KeyType(5)] uint Key, float Number, float Label, bool Positive)
{
    /// <summary>Rows of the suite.</summary>
    public static IDataView View(MLContext context, bool toScore) => context.Data.LoadFromEnumerable(Dice.Rows(toScore, Make));

    private static CategoryRow Make(Dice dice, int row)
    {
        int port = dice.Whole(8), region = dice.Whole(30);
        float number = dice.Number();
        return new(
            dice.Rarely ? "nowhere" : dice.Rarely ? "" : $"port {port}", dice.Rarely ? "REGION 1" : $"region {region}",
            [$"t{dice.Whole(5)}", dice.Rarely ? "new" : $"t{dice.Whole(5)}", dice.IsIn(0.1) ? "" : $"t{dice.Whole(5)}"],
            (uint)dice.Whole(6), number, port - (0.1f * region) + number, port + number > 4);
    }
}

/// <summary>A column of each type.</summary>
public sealed record TypedRow(
    bool Flag, sbyte Int8, byte UInt8, short Int16, ushort UInt16, int Int32, uint UInt32, long Int64, ulong UInt64, float Single, double Double, string Text,
    [property: VectorType(3)] int[] Ints, [property: VectorType(2)] double[] Doubles, [property: VectorType(2)] bool[] Flags, float Label)
{
    /// <summary>Rows of the suite.</summary>
    public static IDataView View(MLContext context, bool toScore) => context.Data.LoadFromEnumerable(Dice.Rows(toScore, Make));

    private static TypedRow Make(Dice dice, int row)
    {
        int whole = dice.Rarely ? int.MaxValue : dice.Whole(200) - 100;
        return new(
            dice.IsIn(0.5), (sbyte)(dice.Whole(256) - 128), (byte)dice.Whole(256), (short)(dice.Whole(60000) - 30000), (ushort)dice.Whole(60000), whole, (uint)dice.Whole(1000),
            dice.Rarely ? (1L << 53) + 1 : dice.Whole(1000), (ulong)dice.Whole(1000), dice.Number(), dice.Rarely ? double.NaN : dice.Number() + 1e-9, $"{dice.Whole(7)}",
            [dice.Whole(9), dice.Whole(9), whole], [dice.Number(), 1e-3 * dice.Number()], [dice.IsIn(0.5), dice.IsIn(0.5)], dice.Number());
    }
}

/// <summary>Sentences.</summary>
public sealed record TextRow(string Text, string Title, bool Positive)
{
    private static readonly string[] Words = ["good", "bad", "the", "a", "Service", "meal,", "very", "and", "not", "was", "slow.", "WARM", "42", "naïve", "Straße", "it's"];

    /// <summary>Rows of the suite.</summary>
    public static IDataView View(MLContext context, bool toScore) => context.Data.LoadFromEnumerable(Dice.Rows(toScore, Make));

    private static TextRow Make(Dice dice, int row)
    {
        string[] words = [.. Enumerable.Range(0, dice.Rarely ? 0 : 2 + dice.Whole(7)).Select(_ => dice.Rarely ? "unseen" : Words[dice.Whole(Words.Length)])];
        return new(string.Join(' ', words), Words[dice.Whole(4)], words.Contains("good") && !words.Contains("bad"));
    }
}

/// <summary>Numbers that are written as texts: whole ones, any, and what is none.</summary>
public sealed record WrittenRow(string Number, string Whole, [property: VectorType(3)] string[] Numbers, string Answer, float Label)
{
    private static readonly string[] Odd =
    [
        "", " ", "?", "NaN", "NA", "Infinity", "-Infinity", "+Infinity", "\u221E", "-\u221E", "-\u221E ", " \u221E", "infinity", " 7", "  7 ", "12 ", " 12", "\t3.5", "3.5\t\n", "-", "+", ".", "-.", "5.", ".5", "-.5e1", "1e", "1e+", "1e5x", "1E-5", "1,5", "0x1F", "--1", "+-1",
        "-0", "0e999999999999999999999", "1e39", "1e40", "3.4028236e38", "3.4028235677973366e38", "1e-45", "7e-46", "1e-65", "1e-66", "1.7976931348623159e308", "1e309", "1e320", "1e321", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-360", "1e-361", "2.2250738585072011e-308",
        "18446744073709551615", "18446744073709551616", "1844674407370955160", "1844674407370955161.5", "123456789012345678901234567890", "0.00000000000000000000012345678901234567890123456789", "9007199254740993", "9007199254740993e1", "9007199254740993e-3", "1e22", "1e23", "8.5e-23",
    ];

    private static readonly string[] Answers = ["T", "t", "true", "TRUE", "yes", "Yes", "y", "1", "+1", "+", "F", "false", "no", "N", "0", "-1", "-", "", "on", "True ", "ye\u017F", "2"];

    /// <summary>Rows of the suite.</summary>
    public static IDataView View(MLContext context, bool toScore) => context.Data.LoadFromEnumerable(Dice.Rows(toScore, Make));

    private static WrittenRow Make(Dice dice, int row) =>
        new(Written(dice), Text(dice.Rarely ? -128 : dice.Rarely ? 127 : dice.Whole(200) - 100), [Written(dice), Written(dice), Text(dice.Whole(9))], dice.IsIn(0.5) ? Answers[dice.Whole(Answers.Length)] : Written(dice), dice.Number());

    private static string Written(Dice dice) => dice.Whole(5) switch
    {
        0 => Odd[dice.Whole(Odd.Length)],
        1 => Text(dice.Whole(20)),
        2 => dice.Extreme().ToString("R", CultureInfo.InvariantCulture),
        3 => string.Create(CultureInfo.InvariantCulture, $"{dice.Digits(1 + dice.Whole(22))}.{dice.Digits(1 + dice.Whole(22))}e{dice.Whole(700) - 350}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(dice.IsIn(0.5) ? "-" : "")}{dice.Digits(1 + dice.Whole(19))}e{dice.Whole(60) - 30}"),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
