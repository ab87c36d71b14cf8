using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The columns that a member loads do not fit its type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoadColumnMismatch : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1010",
        "The loaded columns do not fit the member",
        "'{0}' {1}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/LoadColumnMismatch"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterSymbolAction(type => Check(type, symbols), SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var taken = new Dictionary<int, string>();
        foreach (ISymbol member in ((INamedTypeSymbol)context.Symbol).GetMembers())
        {
            var loads = member.GetAttributes()
                .Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, symbols.LoadColumn)).ToList();
            if (loads is not [{ } load] || Count(load) is not { } count || RowSchema.MemberType(member) is not { } type) continue;
            Location place = load.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? member.Locations[0];
            bool vector = type is IArrayTypeSymbol or INamedTypeSymbol { Name: "VBuffer" };
            if (!vector && count > 1)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, place, member.Name,
                    $"loads {count} columns and holds one value; make it an array"));
            }
            else if (vector && RowSchema.Size(member, symbols) is { } size && size != count)
            {
                var replacement = ImmutableDictionary<string,
                    string?>.Empty.Add("replacement", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
                Location declared = RowSchema.Attribute(member,
                    symbols.VectorType)!.ApplicationSyntaxReference!.GetSyntax(context.CancellationToken).GetLocation();
                context.ReportDiagnostic(Diagnostic.Create(Rule, declared, replacement, member.Name,
                    $"loads {count} columns and is declared with {size}"));
            }
            else if (count == 1 && load.ConstructorArguments is [{ Value: int index }])
            {
                if (taken.TryGetValue(index, out string? other))
                    context.ReportDiagnostic(Diagnostic.Create(Rule, place, DiagnosticSeverity.Info, null, null, member.Name,
                        $"loads column {index}, which '{other}' loads already"));
                else taken[index] = member.Name;
            }
        }
    }

    private static int? Count(AttributeData load) => load.ConstructorArguments switch
    {
        [{ Kind: TypedConstantKind.Array } list] => list.IsNull ? null : list.Values.Length,
        [_] => 1,
        [{ Value: int first }, { Value: int last }] => last - first + 1,
        _ => null,
    };
}
