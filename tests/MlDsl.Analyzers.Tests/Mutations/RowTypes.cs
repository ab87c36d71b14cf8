using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Mistakes in the classes of rows and predictions.</summary>
internal static class RowTypes
{
    public static IEnumerable<Mutant> All(MlProgram program)
    {
        if (program.RowClass is not { } row) yield break;
        foreach (PropertyDeclarationSyntax property in row.Members.OfType<PropertyDeclarationSyntax>())
        {
            if (property.Type.ToString() == "float") yield return new(program, "read a decimal", "MLD1012", property.Type.Span, "decimal?");
            if (property.DescendantNodes().OfType<AttributeSyntax>().FirstOrDefault() is { ArgumentList.Arguments: [{ } index] })
                yield return new(program, "load several columns into one value", "MLD1010", new TextSpan(index.Span.End, 0), ", 99");
            if (property.Identifier.ValueText != program.Label) continue;
            static bool trains(string line) => line.Contains(".Trainers.", StringComparison.Ordinal) || line.Contains("LabelColumnName", StringComparison.Ordinal);
            if (property.Type.ToString() == "bool") yield return new(program, "give the label another type", "MLD1004", property.Type.Span, "float", trains);
            if (property.Type.ToString() == "float" && !program.Source.Contains("Ranking", StringComparison.Ordinal))
                yield return new(program, "give the label another type", "MLD1004", property.Type.Span, "double", trains);
        }
        foreach (AttributeSyntax name in program.Root.DescendantNodes().OfType<AttributeSyntax>())
            if (name.ToString() is "ColumnName(\"Score\")" or "ColumnName(\"PredictedLabel\")")
                yield return new(program, "misspell a prediction", "MLD1009", name.ArgumentList!.Arguments[0].Span, "\"Scored\"");
    }
}
