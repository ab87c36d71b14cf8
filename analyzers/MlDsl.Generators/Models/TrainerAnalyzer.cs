using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators.Models;

/// <summary>Holds a trainer's attribute against its options: what a model sets on the one, generated code sets on the other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainerAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ModelRules.UnknownOption];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(
            static c =>
            {
                var attribute = (INamedTypeSymbol)c.Symbol;
                if (Trainers.OptionsOf(attribute) is { } options) Check(attribute, options, c.ReportDiagnostic);
            },
            SymbolKind.NamedType));
    }

    private static void Check(INamedTypeSymbol attribute, INamedTypeSymbol options, Action<Diagnostic> report)
    {
        string name = Trainers.NameOf(attribute);
        foreach (IParameterSymbol parameter in attribute.InstanceConstructors.SelectMany(static c => c.Parameters))
            Report(parameter, "is an argument, which does not reach the trainer's options; make it a property");
        for (INamedTypeSymbol? type = attribute; type is not null && type.ToDisplayString() != "System.Attribute"; type = type.BaseType)
        {
            foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.IsStatic || property.SetMethod is null || property.DeclaredAccessibility != Accessibility.Public) continue;
                IPropertySymbol? option = Find(options, property.Name);
                if (option is null) Report(property, $"is no option of '{options.Name}'; add it there, or remove it");
                else if (!SymbolEqualityComparer.Default.Equals(option.Type, property.Type))
                    Report(property, $"is '{property.Type.ToDisplayString()}', and the option of '{options.Name}' is '{option.Type.ToDisplayString()}'; give both one type");
            }
        }

        void Report(ISymbol member, string problem) => report(Diagnostic.Create(
            ModelRules.UnknownOption, member.Locations.Any(static l => l.IsInSource) ? member.Place() : attribute.Place(), member.Name, name, problem));
    }

    private static IPropertySymbol? Find(INamedTypeSymbol options, string name)
    {
        for (INamedTypeSymbol? type = options; type is not null; type = type.BaseType)
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(static p => p.SetMethod is not null) is { } option) return option;
        return null;
    }
}
