using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
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
            if (await Uses.AreOutside(carrier, kept.Part, solution, context.CancellationToken).ConfigureAwait(false)) return null;
        if (await UnfilledMembers.Find(diagnostic, (INamedTypeSymbol)kept.Output, solution, context.CancellationToken).ConfigureAwait(false) is not { } unfilled) return null;
        return new Offer($"Make '{model}' a class", cancellation => Apply(context.Document, kept, model, unfilled, cancellation));
    }

    private static async Task<Solution> Apply(Document document, EngineClass kept, string model, IReadOnlyList<MemberDeclarationSyntax> unfilled, CancellationToken cancellation)
    {
        var editors = new SolutionEditor(document.Project.Solution);
        await UnfilledMembers.Mark(editors, unfilled, cancellation).ConfigureAwait(false);
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
            editor.InsertAfter(kept.Part, ModelSyntax.ClassOf(model, name, visible, input, output, hasPredict: false));
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
        part = (TypeDeclarationSyntax)ModelSyntax.WithAttribute(part.WithLeadingTrivia(leading), ModelSyntax.AttributeOf(model), ownLine: true);
        return part.WithBaseList(ModelSyntax.Simplified(part.BaseList!));
    }

    private static TypeDeclarationSyntax WithMember(TypeDeclarationSyntax part, string text)
    {
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration(text)!;
        return (TypeDeclarationSyntax)part.WithMembers(part.Members.Add(ModelSyntax.Simplified(member).WithLeadingTrivia(SyntaxFactory.ElasticLineFeed).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation)));
    }

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
