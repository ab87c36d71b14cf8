using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using MlDsl.Analyzers.Rules;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>
/// Marks the class <c>[MlNetModel]</c>, or writes one beside it where it has instances: what was the engine is the model, and <c>Predict</c> asks that.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EngineBecomesModelFix() : OfferedFix("MLD2086")
{
    private protected override async Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(EngineBecomesModel.Model, out string? model) || model is null) return null;
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return null;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics) return null;
        if (semantics.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type || EngineClass.Of(type, semantics.Compilation, context.CancellationToken) is not { } kept) return null;
        Solution solution = context.Document.Project.Solution;
        // Who has the engine, elsewhere, asks it what only an engine knows.
        foreach (ISymbol carrier in kept.Carriers)
            if (await IsNamedOutside(carrier, kept.Part, solution, context.CancellationToken).ConfigureAwait(false)) return null;
        var unfilled = new List<MemberDeclarationSyntax>();
        string names = diagnostic.Properties.TryGetValue(EngineBecomesModel.Unfilled, out string? told) ? told ?? "" : "";
        foreach (string name in names.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            // What the engine fills and nobody reads is left out; what somebody reads is not ours to leave empty.
            if (kept.Output.GetMembers(name) is not [{ DeclaringSyntaxReferences: [{ } reference] } member] || await IsNamedOutside(member, null, solution, context.CancellationToken).ConfigureAwait(false)) return null;
            var node = (await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false)).FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (node is not (PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 }) || solution.GetDocument(node.SyntaxTree) is null) return null;
            unfilled.Add(node);
        }
        return new Offer($"Make '{model}' a class", cancellation => Apply(context.Document, kept, model, unfilled, cancellation));
    }

    private static async Task<bool> IsNamedOutside(ISymbol symbol, SyntaxNode? part, Solution solution, CancellationToken cancellation)
    {
        var references = await SymbolFinder.FindReferencesAsync(symbol, solution, cancellation).ConfigureAwait(false);
        return references.SelectMany(static r => r.Locations)
            .Any(at => !at.IsImplicit && (part is null || at.Location.SourceTree?.FilePath != part.SyntaxTree.FilePath || !part.Span.Contains(at.Location.SourceSpan)));
    }

    private static async Task<Solution> Apply(Document document, EngineClass kept, string model, List<MemberDeclarationSyntax> unfilled, CancellationToken cancellation)
    {
        var editors = new SolutionEditor(document.Project.Solution);
        foreach (var file in unfilled.GroupBy(static m => m.SyntaxTree))
        {
            DocumentEditor members = await editors.GetDocumentEditorAsync(document.Project.Solution.GetDocument(file.Key)!.Id, cancellation).ConfigureAwait(false);
            foreach (MemberDeclarationSyntax member in file)
                members.ReplaceNode(member, static (now, _) => WithAttribute((MemberDeclarationSyntax)now, "global::Microsoft.ML.Data.NoColumn", ownLine: false));
        }
        DocumentEditor editor = await editors.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false);
        string name = kept.IsItself ? kept.Type.Name : FreeName(kept.Type, kept.Type.Name + "Model"), answer = FreeMember(kept.Type, "Answer");
        foreach (SyntaxNode engine in kept.Types) editor.ReplaceNode(engine, (now, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(now));
        foreach (InvocationExpressionSyntax prediction in kept.Predictions) editor.ReplaceNode(prediction, (now, _) => Asked((InvocationExpressionSyntax)now, answer));
        foreach (LabelReader labels in kept.Labels) editor.ReplaceNode(labels.Method, (now, _) => Saying((MethodDeclarationSyntax)now, name));
        foreach (SyntaxNode gone in kept.Removed) editor.RemoveNode(gone, SyntaxRemoveOptions.KeepNoTrivia);
        editor.ReplaceNode(kept.Creation, (now, _) => SyntaxFactory.ParseExpression($"{name}.Load()").WithTriviaFrom(now));
        string input = Full(kept.Input), output = Full(kept.Output);
        bool needsAnswer = kept.Predictions.Any(static p => p.ArgumentList.Arguments.Count == 1);
        editor.ReplaceNode(kept.Part, (now, _) =>
        {
            var part = (TypeDeclarationSyntax)now;
            if (needsAnswer) part = WithMember(part, $"private static {output} {answer}({name} model, {input} row)\n{{\nmodel.Run(in row, out {output} output);\nreturn output;\n}}");
            return kept.IsItself ? AsModel(part, model, input, output) : part;
        });
        if (!kept.IsItself)
        {
            string visible = new[] { kept.Type, kept.Input, kept.Output }.OfType<INamedTypeSymbol>().All(static t => t.IsVisible()) ? "public" : "internal";
            MemberDeclarationSyntax beside = SyntaxFactory.ParseMemberDeclaration(
                $"\n{visible} sealed partial class {name} : global::MlDsl.IScorer<{input}, {output}>;\n")!;
            editor.InsertAfter(kept.Part, Simplified(WithAttribute(beside, $"global::MlDsl.MlNetModel({SymbolDisplay.FormatLiteral(model, quote: true)})", ownLine: true)));
        }
        return editors.GetChangedSolution();
    }

    // The classes are the model's own.
    private static MethodDeclarationSyntax Saying(MethodDeclarationSyntax method, string name)
    {
        var written = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"object M()\n{{\nreturn {name}.Labels;\n}}")!;
        return method.WithBody(written.Body!.WithTriviaFrom(method.Body!).WithAdditionalAnnotations(Formatter.Annotation));
    }

    // Of engine.Predict(row) and engine.Predict(row, ref prediction).
    private static ExpressionSyntax Asked(InvocationExpressionSyntax prediction, string answer)
    {
        ExpressionSyntax engine = ((MemberAccessExpressionSyntax)prediction.Expression).Expression.WithoutTrivia();
        SeparatedSyntaxList<ArgumentSyntax> arguments = prediction.ArgumentList.Arguments;
        string text = arguments.Count == 1 ? $"{answer}({engine}, {arguments[0]})" : $"{engine}.Run({arguments[0]}, out {arguments[1].Expression})";
        return SyntaxFactory.ParseExpression(text).WithTriviaFrom(prediction);
    }

    private static TypeDeclarationSyntax AsModel(TypeDeclarationSyntax part, string model, string input, string output)
    {
        SyntaxTriviaList leading = part.GetLeadingTrivia();
        part = part.WithoutLeadingTrivia();
        var modifiers = part.Modifiers.Where(static m => !m.IsKind(SyntaxKind.StaticKeyword)).ToList();
        if (!modifiers.Any(static m => m.IsKind(SyntaxKind.PartialKeyword))) modifiers.Add(SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        part = (TypeDeclarationSyntax)part.WithModifiers(SyntaxFactory.TokenList(modifiers.Select(static m => m.WithLeadingTrivia())));
        BaseTypeSyntax scorer = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName($"global::MlDsl.IScorer<{input}, {output}>"));
        if (part.BaseList is { } bases)
        {
            part = (TypeDeclarationSyntax)part.WithBaseList(bases.AddTypes(scorer.WithLeadingTrivia(SyntaxFactory.Space)));
        }
        else
        {
            SyntaxToken name = part.Identifier;
            part = (TypeDeclarationSyntax)part.WithIdentifier(name.WithTrailingTrivia(SyntaxFactory.Space));
            part = (TypeDeclarationSyntax)part.WithBaseList(SyntaxFactory.BaseList([scorer]).WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(name.TrailingTrivia));
        }
        part = (TypeDeclarationSyntax)WithAttribute(part.WithLeadingTrivia(leading), $"global::MlDsl.MlNetModel({SymbolDisplay.FormatLiteral(model, quote: true)})", ownLine: true);
        return part.WithBaseList(Simplified(part.BaseList!));
    }

    private static MemberDeclarationSyntax WithAttribute(MemberDeclarationSyntax member, string attribute, bool ownLine)
    {
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        SyntaxTriviaList after = ownLine ? [SyntaxFactory.LineFeed, .. leading.Reverse().TakeWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia))] : [SyntaxFactory.Space];
        var written = (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class Marked;")!;
        AttributeListSyntax list = Simplified(written.AttributeLists[0].WithoutTrivia());
        MemberDeclarationSyntax bare = member.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list.WithTrailingTrivia(after))).WithLeadingTrivia(leading);
    }

    private static TypeDeclarationSyntax WithMember(TypeDeclarationSyntax part, string text)
    {
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration(text)!;
        return (TypeDeclarationSyntax)part.WithMembers(part.Members.Add(Simplified(member).WithLeadingTrivia(SyntaxFactory.ElasticLineFeed).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    private static T Simplified<T>(T node)
        where T : SyntaxNode => node.ReplaceNodes(node.DescendantNodes().Where(static n => n is QualifiedNameSyntax or AliasQualifiedNameSyntax), static (_, now) => now.WithAdditionalAnnotations(Simplifier.Annotation));

    private static string Full(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string FreeMember(INamedTypeSymbol type, string name)
    {
        string free = name;
        for (int i = 2; type.GetMembers(free).Length > 0; i++) free = $"{name}{i}";
        return free;
    }

    private static string FreeName(INamedTypeSymbol type, string name)
    {
        string free = name;
        for (int i = 2; type.ContainingNamespace.GetTypeMembers(free).Length > 0 || type.GetMembers(free).Length > 0; i++) free = $"{name}{i}";
        return free;
    }
}
