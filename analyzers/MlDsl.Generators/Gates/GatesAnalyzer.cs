using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators.Gates;

/// <summary>Voices the parser: why gates of a model are not written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GatesAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatesRules.NoFramework, GatesRules.NoRequirement, GatesRules.CannotBeHeld];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start =>
        {
            IAssemblySymbol assembly = start.Compilation.Assembly;
            if (!assembly.GetAttributes().Any(static a => a.Is(Names.GatesOf))) return;
            bool hasTests = GatesParser.HasTests(start.Compilation);
            start.RegisterSemanticModelAction(c =>
            {
                var told = new HashSet<string>(StringComparer.Ordinal);
                foreach (AttributeData attribute in assembly.GetAttributes())
                {
                    if (!attribute.Is(Names.GatesOf)) continue;
                    bool isHere = attribute.ApplicationSyntaxReference?.SyntaxTree == c.SemanticModel.SyntaxTree;
                    if (GatesParser.Parse(attribute, assembly, isHere ? c.ReportDiagnostic : null, c.CancellationToken) is not { } spec) continue;
                    if (!told.Add(spec.Model)) Report(GatesRules.CannotBeHeld, "are declared twice; leave one declaration");
                    else if (!hasTests && isHere) c.ReportDiagnostic(Diagnostic.Create(GatesRules.NoFramework, attribute.Place(assembly, c.CancellationToken), spec.Title));

                    void Report(DiagnosticDescriptor rule, string problem)
                    {
                        if (isHere) c.ReportDiagnostic(Diagnostic.Create(rule, attribute.Place(assembly, c.CancellationToken), spec.Title, problem));
                    }
                }
            });
        });
    }
}
