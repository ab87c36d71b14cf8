using System.Globalization;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up numeric columns and vectors, with every option.</summary>
internal static class NumericColumns
{
    private static readonly string[] Types = ["bool", .. Numbers.Integers, .. Numbers.Fractions, "float", "double"];
    private static readonly string[] Elements =
        ["float", "double", "float?", "double?", .. Numbers.Fractions, .. Numbers.Integers, .. Numbers.Fractions.Concat(Numbers.Integers).Select(static t => t + "?")];

    public static MadeColumn Make(Random random, string member)
    {
        string type = Types[random.Next(Types.Length)];
        bool isNullable = random.Next(2) == 0;
        return new(member, type + (isNullable ? "?" : ""), $"[Numeric({Options(random, isNullable)})]", new NumberDraws(type, random.Next(6)));
    }

    public static MadeColumn MakeVector(Random random, string member)
    {
        string element = Elements[random.Next(Elements.Length)], value = element.TrimEnd('?');
        string container = Containers.All[random.Next(Containers.All.Length)];
        // Where an element may be missing, or a NaN may stand for it, a missing vector is all of them missing.
        bool mayMiss = element.EndsWith('?') || random.Next(2) == 0 && value is "float" or "double" or "System.Half";
        bool isNullable = random.Next(3) == 0;
        int length = random.Next(1, 6);
        return new(
            member, Containers.Type(container, element) + (isNullable ? "?" : ""), $"[Numeric(Length = {length}{Behind(Options(random, mayMiss || isNullable))})]",
            new VectorDraws(container, element, length, new NumberDraws(value, random.Next(6)), mayMiss && value is "float" or "double" or "System.Half"))
        { Length = length };
    }

    /// <summary>The options of an attribute, of a column whose values may be missing or not.</summary>
    public static string Options(Random random, bool mayMiss)
    {
        List<string> options = [];
        if (random.Next(4) == 0) options.Add($"Bins = {(random.Next(8) == 0 ? 256 : random.Next(2, 12))}");
        else if (random.Next(6) is > 0 and int scale) options.Add($"Scale = Scale.{(Scale)scale}");
        if (mayMiss)
        {
            var impute = (Impute)random.Next(1, 4);
            options.Add($"Impute = Impute.{impute}");
            if (impute == Impute.Constant && random.Next(4) > 0) options.Add($"Constant = {Text(random.Next(-6, 9) / 2.0)}");
            if (random.Next(2) == 0) options.Add("Indicator = true");
        }
        if (random.Next(3) == 0)
        {
            double min = -random.Next(0, 3) * 0.7;
            if (random.Next(4) > 0) options.Add($"Min = {Text(min)}");
            if (random.Next(3) > 0) options.Add($"Max = {Text(min + random.Next(1, 40) + 0.1)}");
        }
        return string.Join(", ", options);
    }

    private static string Behind(string options) => options.Length > 0 ? ", " + options : "";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
