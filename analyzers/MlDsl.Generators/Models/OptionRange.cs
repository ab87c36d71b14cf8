using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>The range of a trainer's option, as <c>System.ComponentModel.DataAnnotations.RangeAttribute</c> gives it.</summary>
internal sealed record OptionRange(double Least, double Most, bool ExcludesLeast, bool ExcludesMost)
{
    /// <summary>The range of <paramref name="option"/>; null where it has none.</summary>
    public static OptionRange? Of(ISymbol option)
    {
        AttributeData? range = option.GetAttributes().FirstOrDefault(static a =>
            a.AttributeClass is { Name: "RangeAttribute" } type && type.ContainingNamespace.ToDisplayString() == "System.ComponentModel.DataAnnotations");
        return range is { ConstructorArguments: [{ Value: int or double } least, { Value: int or double } most] }
            ? new OptionRange(Number(least.Value), Number(most.Value), range.Named("MinimumIsExclusive", false), range.Named("MaximumIsExclusive", false))
            : null;
    }

    /// <summary>What <paramref name="value"/> must be, where it is not; null where it is, and for what is no number.</summary>
    public string? Refuses(object? value)
    {
        if (value is not (int or double or float or long or uint or short or byte)) return null;
        double number = Number(value);
        bool isIn = (ExcludesLeast ? number > Least : number >= Least) && (ExcludesMost ? number < Most : number <= Most);
        return isIn ? null : Must;
    }

    // The largest number of its type is no limit.
    private string Must => Most switch
    {
        double.MaxValue => Least == 0 && !ExcludesLeast ? "finite and not negative" : FormattableString.Invariant($"finite and {(ExcludesLeast ? "above" : "at least")} {Least}"),
        int.MaxValue => FormattableString.Invariant($"{(ExcludesLeast ? "above" : "at least")} {Least}"),
        _ when ExcludesLeast && ExcludesMost => FormattableString.Invariant($"between {Least} and {Most}"),
        _ => FormattableString.Invariant($"{(ExcludesLeast ? "above" : "from")} {Least} {(ExcludesMost ? "and below" : "to")} {Most}"),
    };

    private static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
