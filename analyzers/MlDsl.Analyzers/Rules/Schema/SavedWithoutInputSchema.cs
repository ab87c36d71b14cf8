using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A model is saved without the schema of the rows that it will be given.</summary>
public sealed class SavedWithoutInputSchema : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1015",
        "The model is saved without the schema of its raw input",
        "{0}; pass the schema of the view that the pipeline was fitted on",
        "Schema",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/SavedWithoutInputSchema"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (SaveEvent save in flow.All<SaveEvent>())
        {
            if (save.Schema is Null)
            {
                yield return new Finding(Rule, save.PlaceOf("inputSchema"), save,
                    "Without a schema, loading the model does not tell what it reads")
                // ML.NET allows it, and a typed pool does not ask.
                { Replacement = Raw(save), Severity = DiagnosticSeverity.Info };
            }
            else if (save.Schema is SchemaOf { View: { } view } && save.Model is Transformer model
                && model.Parts.Any(view.Applied.Contains))
            {
                yield return new Finding(Rule, save.PlaceOf("inputSchema"), save,
                    "This is the schema of rows that the model has already transformed")
                { Replacement = Raw(save) };
            }
        }
    }

    // The variable that was passed to Fit, where it is one.
    private static string? Raw(SaveEvent save) =>
        save is
        {
            Stack.IsEmpty: true, Model: Transformer
            {
                FittedOn.Applied.IsEmpty: true,
                Site: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax name }, ..] }
            }
        }
            ? name.Identifier.ValueText
            : null;
}
