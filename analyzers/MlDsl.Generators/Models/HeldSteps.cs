using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>What a model learns from rows that are held back from its trainer: a calibration, intervals.</summary>
internal static class HeldSteps
{
    // The members of TargetKind.
    private const int Value = 1, Relevance = 8, Preference = 32;

    // A member of TrainerTraits.
    private const int Quantiles = 16;

    /// <summary>Tells what of the attributes does not go with the task or the trainer, or is out of its range.</summary>
    public static void Check(INamedTypeSymbol type, DeclaredTask task, INamedTypeSymbol? trainer, ProblemCounter problems, CancellationToken cancellation)
    {
        if (type.Find(Names.Calibrate) is { } calibrate)
        {
            CheckOptions(type, calibrate, problems, cancellation);
            if (task.TargetBits == Value) Wrong(calibrate, "which predicts a number and no probability; remove it, or mark the model [Intervals]");
            if (task.TargetBits is Relevance or Preference) Wrong(calibrate, "which predicts an order and no probability; remove it");
        }
        if (type.Find(Names.Intervals) is not { } intervals) return;
        CheckOptions(type, intervals, problems, cancellation);
        if (task.TargetBits is Relevance or Preference) Wrong(intervals, "which predicts an order and no number; remove it");
        else if (task.TargetBits != Value) Wrong(intervals, "which predicts classes and no number; remove it, or mark the model [Calibrate]");
        // The task that has them stands in the place of the one that is named.
        else if (task.WithIntervals is null && type.Find(Names.Model)?.AttributeClass?.TypeArguments[1] is INamedTypeSymbol named && SymbolEqualityComparer.Default.Equals(named, task.Type))
            Wrong(intervals, "whose declaration names no task WithIntervals; remove it, or add that to [Task]");
        else if (trainer is not null && intervals.NamedMember("Width", "Constant") == "Quantiles" && (Trainers.TraitsOf(trainer) & Quantiles) == 0)
            Report(intervals, $"[{Trainers.NameOf(trainer)}]", "which learns no quantiles; choose a trainer that does, such as [LightGbm] or [XGBoost], or another Width");

        void Wrong(AttributeData attribute, string why) => Report(attribute, task.Name, why);

        void Report(AttributeData attribute, string with, string why) => problems.Report(Diagnostic.Create(
            ModelRules.WrongStep, attribute.Place(type, cancellation), Trainers.NameOf(attribute.AttributeClass!), with, why));
    }

    /// <summary>The attributes as assignments of the definition.</summary>
    public static IEnumerable<string> Of(INamedTypeSymbol type)
    {
        // What the compiler refuses has no argument.
        if (type.Find(Names.Calibrate) is { ConstructorArguments: [{ Kind: TypedConstantKind.Enum }] } calibrate) yield return $"Calibration = {Made(calibrate)}";
        if (type.Find(Names.Intervals) is { ConstructorArguments: [{ Value: double }] } intervals) yield return $"Intervals = {Made(intervals)}";
    }

    private static string Made(AttributeData attribute)
    {
        string argument = attribute.ConstructorArguments[0] switch
        {
            { Kind: TypedConstantKind.Enum } member => $"{member.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{Symbols.MemberOf(member)}",
            var number => Literals.Number((double)number.Value!),
        };
        string options = string.Join(", ", Trainers.Options(attribute));
        return $"new({argument}){(options.Length > 0 ? $" {{ {options} }}" : "")}";
    }

    private static void CheckOptions(INamedTypeSymbol type, AttributeData attribute, ProblemCounter problems, CancellationToken cancellation)
    {
        if (Trainers.Problem(attribute) is var (name, value, must)) Report(name, value, must);
        if (attribute.AttributeConstructor?.Parameters.FirstOrDefault() is not { } parameter || attribute.ConstructorArguments is not [var argument]) return;
        string? wrong = argument.Kind == TypedConstantKind.Enum && Symbols.MemberOf(argument) is null
            ? $"a member of {argument.Type!.ToDisplayString()}"
            : OptionRange.Of(parameter)?.Refuses(argument.Value);
        if (wrong is not null) Report(parameter.Name, Convert.ToString(argument.Value, CultureInfo.InvariantCulture), wrong);

        void Report(string option, string given, string wanted) => problems.Report(Diagnostic.Create(
            ModelRules.OptionOutOfRange, attribute.Place(type, cancellation), Trainers.NameOf(attribute.AttributeClass!), option, given, wanted));
    }
}
