using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>The trainers: which tasks each serves and which options it takes.</summary>
internal static class Trainers
{
    private static readonly (string Attribute, TaskKind[] Tasks)[] Known =
    [
        (Names.LinearRegression, [TaskKind.Regression]),
        (Names.PoissonRegression, [TaskKind.Regression]),
        (Names.LogisticRegression, [TaskKind.BinaryClassification, TaskKind.MulticlassClassification]),
    ];

    /// <summary>The trainer attributes of <paramref name="type"/>.</summary>
    public static IReadOnlyList<AttributeData> Of(INamedTypeSymbol type) =>
        type.GetAttributes().Where(static a => Known.Any(t => a.Is(t.Attribute))).ToList();

    public static string Default(TaskKind task) => task == TaskKind.Regression ? "LinearRegression" : "LogisticRegression";

    public static bool Serves(AttributeData trainer, TaskKind task) => Known.Any(t => trainer.Is(t.Attribute) && t.Tasks.Contains(task));

    public static string NameOf(AttributeData trainer) => trainer.AttributeClass!.Name.Replace("Attribute", "");

    public static string For(TaskKind task) =>
        string.Join(" or ", Known.Where(t => t.Tasks.Contains(task)).Select(static t => $"[{t.Attribute.Substring("MlDsl.".Length).Replace("Attribute", "")}]"));

    /// <summary>The option that is out of range, its value and what it must be; null when all are fine.</summary>
    public static (string Name, string Value, string Must)? Problem(AttributeData trainer)
    {
        foreach (var argument in Given(trainer))
        {
            string? must = argument.Key switch
            {
                "L1" or "L2" when argument.Value.Value is double penalty && !(penalty >= 0 && !double.IsInfinity(penalty)) => "finite and not negative",
                "Tolerance" when argument.Value.Value is double tolerance && !(tolerance > 0 && tolerance < 1) => "between 0 and 1",
                "MaxIterations" when argument.Value.Value is int and < 1 => "at least 1",
                "ClassWeights" when Symbols.MemberOf(argument.Value) is null => "a member of MlDsl.ClassWeights",
                _ => null,
            };
            if (must is not null) return (argument.Key, Convert.ToString(argument.Value.Value, CultureInfo.InvariantCulture), must);
        }
        return null;
    }

    // The compiler itself refuses values of a wrong type.
    private static IEnumerable<KeyValuePair<string, TypedConstant>> Given(AttributeData trainer) =>
        trainer.NamedArguments.Where(static a => a.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum);

    /// <summary>The options that are set, as assignments of the options record.</summary>
    public static IEnumerable<string> Options(AttributeData trainer) => Given(trainer).Select(static argument =>
    {
        string value = argument.Value.Value switch
        {
            double number => Literals.Number(number),
            bool flag => Literals.Flag(flag),
            _ when argument.Value.Kind == TypedConstantKind.Enum => $"{Names.Root}.{argument.Value.Type!.Name}.{Symbols.MemberOf(argument.Value)}",
            object other => Convert.ToString(other, CultureInfo.InvariantCulture),
            null => "null",
        };
        return $"{argument.Key} = {value}";
    });
}
