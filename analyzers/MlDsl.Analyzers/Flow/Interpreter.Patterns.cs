using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Patterns that take values apart.</summary>
internal sealed partial class Interpreter
{
    /// <summary>The variables of a pattern hold the parts of the value that it takes apart.</summary>
    private void Bind(IPatternOperation pattern, Value? value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } variable }:
                Hold(variable, value);
                break;
            case IRecursivePatternOperation parts:
                if (parts.DeclaredSymbol is { } whole) Hold(whole, value);
                foreach (IPropertySubpatternOperation part in parts.PropertySubpatterns)
                    Bind(part.Pattern, part.Member is IMemberReferenceOperation { Member.Name: var name } ? PartOf(value, name) : null);
                for (int i = 0; i < parts.DeconstructionSubpatterns.Length; i++)
                    Bind(parts.DeconstructionSubpatterns[i], PartOf(value, NameOf(parts, i)));
                break;
            case IBinaryPatternOperation both:
                Bind(both.LeftPattern, value);
                Bind(both.RightPattern, value);
                break;
        }
    }

    private static Value? PartOf(Value? value, string name) => (value, name) switch
    {
        (Split split, "TrainSet") => split.Train,
        (Split split, "TestSet") => split.Test,
        (Experiment experiment, _) => PartOf(experiment, name),
        (Members members, _) => members[name],
        _ => null,
    };

    // A record is taken apart by its parameters, a tuple by its positions.
    private static string NameOf(IRecursivePatternOperation pattern, int position) =>
        pattern.DeconstructSymbol is IMethodSymbol { ContainingType.IsRecord: true } method && position < method.Parameters.Length ? method.Parameters[position].Name : "Item" + (position + 1);
}
