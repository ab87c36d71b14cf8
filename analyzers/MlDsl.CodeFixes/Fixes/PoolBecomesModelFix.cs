using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using MlDsl.Analyzers.Rules;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>
/// Writes a class of the model, which services get in place of the pool: <c>AddPredictionEnginePool&lt;TIn, TOut&gt;().FromFile("Models/fare.zip")</c> becomes
/// <c>AddSingleton(FareModel.Load())</c>, and whoever takes the pool takes the class, whose <c>Predict</c> is asked as the pool's was.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PoolBecomesModelFix() : OfferedFix("MLD2087")
{
    private const string Services = "Microsoft.Extensions.DependencyInjection", ServiceMethods = Services + ".ServiceCollectionServiceExtensions", Adding = "AddSingleton";

    private protected override async Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(EngineBecomesModel.Model, out string? model) || model is null) return null;
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Expression: InvocationExpressionSyntax call }) return null;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics) return null;
        if (EnginePool.Of(call, semantics, context.CancellationToken) is not { ModelName: { } modelName } pool || semantics.Compilation.GetTypeByMetadataName(ServiceMethods) is null) return null;
        // Whoever asked for another model's coming is not to lose it by a fix.
        if (pool.IsWatched == true) return null;
        if (await UnfilledMembers.Find(diagnostic, pool.Output, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false) is not { } unfilled) return null;
        if (await PoolUses.Find(context.Document, pool, modelName, context.CancellationToken).ConfigureAwait(false) is not { } uses) return null;
        // A prediction that is handed on whole, as the answer of a request say, would lack what the engine filled.
        if (unfilled.Count > 0 && uses.Any(static file => !file.AreReadByMember)) return null;
        return new Offer($"Make '{model}' a class{(pool.IsWatched is null ? ", and watch its file no longer" : "")}", cancellation => Apply(context.Document, semantics, pool, model, uses, unfilled, cancellation));
    }

    private static async Task<Solution> Apply(
        Document document, SemanticModel semantics, EnginePool pool, string model, IReadOnlyList<PoolUses> uses, IReadOnlyList<MemberDeclarationSyntax> unfilled, CancellationToken cancellation)
    {
        Solution solution = document.Project.Solution;
        var editors = new SolutionEditor(solution);
        await UnfilledMembers.Mark(editors, unfilled, cancellation).ConfigureAwait(false);
        DocumentEditor editor = await editors.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false);
        SyntaxNode root = editor.OriginalRoot;
        TypeDeclarationSyntax? around = pool.Filling.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault();
        string space = around is null ? "" : string.Join(".", around.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(static n => n.Name.ToString()));
        string name = FreeName(semantics.Compilation, pool, model, cancellation), full = space.Length == 0 ? $"global::{name}" : $"global::{space}.{name}";
        foreach (PoolUses file in uses)
        {
            DocumentEditor own = await editors.GetDocumentEditorAsync(file.Document.Id, cancellation).ConfigureAwait(false);
            foreach (SyntaxNode type in file.Types) own.ReplaceNode(type, (now, _) => ModelSyntax.Simplified(SyntaxFactory.ParseTypeName(full)).WithTriviaFrom(now));
            foreach (ArgumentSyntax asked in file.Names) own.RemoveNode(asked);
        }
        bool isSeen = semantics.LookupSymbols(pool.Filling.SpanStart, semantics.GetTypeInfo(pool.Services, cancellation).Type as INamespaceOrTypeSymbol, Adding, includeReducedExtensionMethods: true).Length > 0;
        editor.ReplaceNode(pool.Filling, SyntaxFactory.ParseExpression($"{pool.Services.WithoutTrivia()}.{Adding}({name}.Load())").WithTriviaFrom(pool.Filling));
        if (!isSeen && root is CompilationUnitSyntax unit) Import(editor, unit);
        string visible = pool.Input.IsVisible() && pool.Output.IsVisible() ? "public" : "internal";
        string input = pool.Input.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), output = pool.Output.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        MemberDeclarationSyntax written = ModelSyntax.ClassOf(model, name, visible, input, output, hasPredict: true);
        if (around is not null) editor.InsertAfter(around, written);
        else editor.InsertAfter(((CompilationUnitSyntax)root).Members.Last(), written);
        return editors.GetChangedSolution();
    }

    private static void Import(DocumentEditor editor, CompilationUnitSyntax unit)
    {
        UsingDirectiveSyntax written = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Services)).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        // Global ones stand before all others, and those of the system before the rest.
        if (unit.Usings.LastOrDefault(static u => !u.GlobalKeyword.IsKind(SyntaxKind.None) || IsBefore(u.Name?.ToString() ?? "")) is { } before) editor.InsertAfter(before, written);
        else if (unit.Usings.Count > 0) editor.InsertBefore(unit.Usings[0], written);
        else editor.InsertBefore(unit.Members[0], written);
    }

    private static bool IsBefore(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || string.CompareOrdinal(name, Services) < 0;

    // One that nobody has, nor the class of another pool, which is fixed at the same time.
    private static string FreeName(Compilation compilation, EnginePool pool, string model, CancellationToken cancellation)
    {
        string name = NameOf(model);
        int left = EnginePool.All(compilation, cancellation).TakeWhile(other => other.Filling != pool.Filling)
            .Count(other => new ModelPath([], compilation, cancellation).NameOf(other.Path) is { } file && NameOf(file) == name);
        for (int i = 1; ; i++)
        {
            string free = i == 1 ? name : $"{name}{i}";
            if (!compilation.ContainsSymbolsWithName(free, SymbolFilter.TypeAndMember | SymbolFilter.Namespace, cancellation) && left-- == 0) return free;
        }
    }

    // Models/taxi-fare.zip is TaxiFareModel.
    private static string NameOf(string model)
    {
        string file = model.Substring(model.LastIndexOf('/') + 1), stem = file.Substring(0, file.LastIndexOf('.') is > 0 and var dot ? dot : file.Length);
        string name = string.Concat(stem.Split(stem.Where(static c => !char.IsLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries).Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        if (name.Length == 0 || char.IsDigit(name[0])) name = "Model" + name;
        if (!name.EndsWith("Model", StringComparison.OrdinalIgnoreCase)) name += "Model";
        return name;
    }
}
