using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Expressions;

/// <summary>
/// Reads the body of a feature method as ops: parameters, constants, arithmetic, comparisons, choices, casts and the mathematics of the
/// framework, with the meaning that C# gives them. The first piece of code that is something else is the reason why the method is no op.
/// </summary>
internal sealed partial class ExpressionReader
{
    // What a person does not write, and a compiler should not follow.
    private const int Deepest = 150, MostReads = 20_000;

    private readonly Compilation compilation;
    private readonly ISet<SyntaxTree> trees;
    private readonly CancellationToken cancellation;
    private readonly StepList steps = new();
    private readonly Stack<ISymbol> calls = new();
    private ImmutableDictionary<ISymbol, int> values = ImmutableDictionary.Create<ISymbol, int>(SymbolEqualityComparer.Default);
    private NotAnOp? obstacle, notExported;
    private IOperation? place;
    private int depth, reads;

    private ExpressionReader(Compilation compilation, ISet<SyntaxTree> trees, CancellationToken cancellation) =>
        (this.compilation, this.trees, this.cancellation) = (compilation, trees, cancellation);

    /// <summary>The ops of <paramref name="method"/>.</summary>
    /// <param name="method">A feature method.</param>
    /// <param name="columns">The column or feature that each parameter is given, and its type.</param>
    /// <param name="compilation">The compilation that the method is part of.</param>
    /// <param name="trees">Takes the files that were read: as long as they stay, the ops hold.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="place">Where the code lies that <see cref="FeatureOps.InputOfGraph"/> names; for diagnostics, never for a spec.</param>
    public static FeatureOps Read(
        IMethodSymbol method, IReadOnlyList<(string Member, ColumnType Type)> columns, Compilation compilation, ISet<SyntaxTree> trees, CancellationToken cancellation, out Location? place)
    {
        var reader = new ExpressionReader(compilation, trees, cancellation);
        int result = reader.Method(method, columns);
        place = reader.place?.Syntax.GetLocation();
        if (reader.obstacle is { } obstacle) return new FeatureOps(default, obstacle, null);
        List<string> steps = [.. reader.steps.Needed(result)];
        bool readsAny = steps.Any(static s => s.StartsWith("column ", StringComparison.Ordinal));
        return new FeatureOps(steps.ToEquatable(), null, reader.notExported ?? (readsAny ? null : new NotAnOp(method.Name, "reads no column")));
    }

    private int Method(IMethodSymbol method, IReadOnlyList<(string Member, ColumnType Type)> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            string shown = $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}";
            if (StepType.Of(columns[i].Type) is not { } type || StepType.Of(parameter.Type) is not { } taken)
            {
                obstacle = new NotAnOp(shown, "is of a type that no op takes");
                return -1;
            }
            if (type.Name != taken.Name && !type.ConvertsInGraphs(taken.Name)) notExported ??= new NotAnOp(shown, $"converts '{type.Name}' to '{taken.Name}', for which ONNX has no exact operator");
            values = values.SetItem(parameter, Converted(steps.Column(columns[i].Member, type), taken.Name));
        }
        calls.Push(method);
        if (BodyOf(method) is not { } body) return RefuseMember(method, "has a body that is not in the source");
        int result = Run(body);
        if (obstacle is null && !Gives(method.ReturnType, steps.TypeOf(result).Name))
            obstacle = new NotAnOp(method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), "is of a type that no op gives");
        return result;
    }

    // What a file holds as the value of steps: no time, of which ticks do not tell the zone, and no number that steps only read.
    private static bool Gives(ITypeSymbol returned, string step) =>
        step is not ("char" or "Half" or "decimal") && !TimeMembers.IsTime(StepType.Underlying(returned)) && ColumnType.Of(returned) is { } type && StepType.Of(type)?.Name == step;

    private ImmutableList<IOperation>? BodyOf(IMethodSymbol method)
    {
        IMethodSymbol defined = method.PartialImplementationPart ?? method;
        if (defined.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not BaseMethodDeclarationSyntax syntax) return null;
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree)) return null;
        trees.Add(syntax.SyntaxTree);
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) is IMethodBodyOperation body
            ? (body.BlockBody ?? body.ExpressionBody)?.Operations.ToImmutableList()
            : null;
    }

    /// <summary>The value of statements up to the first return. Those behind an <c>if</c> are read once for each way through it.</summary>
    private int Run(ImmutableList<IOperation> statements)
    {
        // In C# these run, and may throw, whether or not the result needs them.
        var before = new List<int>();
        for (int i = 0; i < statements.Count && obstacle is null; i++)
        {
            ImmutableList<IOperation> rest = statements.RemoveRange(0, i + 1);
            switch (statements[i])
            {
                case IReturnOperation { ReturnedValue: { } value }: return Behind(before, Read(value));
                case IBlockOperation block: return Behind(before, Run(rest.InsertRange(0, block.Operations)));
                case IConditionalOperation choice: return Behind(before, Choose(choice, rest));
                case IEmptyOperation or ILocalFunctionOperation: break;
                case IVariableDeclarationGroupOperation group: Declare(group, before); break;
                case IExpressionStatementOperation { Operation: var operation } when Assign(operation, before): break;
                case var other: return Refuse(other, "is a statement that is no op");
            }
        }
        return obstacle is not null ? -1 : RefuseMember(calls.Peek(), "ends without a value");
    }

    private int Choose(IConditionalOperation choice, ImmutableList<IOperation> rest)
    {
        if (++depth > Deepest) return Refuse(choice, "is nested too deeply");
        int condition = Read(choice.Condition);
        ImmutableDictionary<ISymbol, int> outer = values;
        int then = Run(rest.Insert(0, choice.WhenTrue));
        values = outer;
        int otherwise = Run(choice.WhenFalse is { } second ? rest.Insert(0, second) : rest);
        values = outer;
        depth--;
        return Select(condition, then, otherwise);
    }

    private void Declare(IVariableDeclarationGroupOperation group, List<int> before)
    {
        foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(static d => d.Declarators))
        {
            if (variable.GetVariableInitializer() is not { } initializer) continue;
            if (variable.Symbol.IsRef) Refuse(variable, "is a reference");
            Bind(variable.Symbol, Read(initializer.Value), before);
        }
    }

    private bool Assign(IOperation operation, List<int> before)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment:
                Bind(SymbolOf(assignment.Target), Read(assignment.Value), before);
                return true;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } compound:
                Bind(SymbolOf(compound.Target), Compound(compound), before);
                return true;
            default:
                return false;
        }
    }

    private void Bind(ISymbol variable, int step, List<int> before)
    {
        if (step < 0) return;
        values = values.SetItem(variable, step);
        if (steps.Throws(step)) before.Add(step);
    }

    private static ISymbol SymbolOf(IOperation variable) => variable is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)variable).Parameter;

    // Each may throw, in their order, before the result is there.
    private int Behind(List<int> before, int result)
    {
        for (int i = before.Count - 1; i >= 0; i--) result = Add("then", result < 0 ? default : steps.TypeOf(result), before[i], result);
        return result;
    }

    private int Refuse(IOperation operation, string reason)
    {
        if (obstacle is null) (obstacle, place) = (new NotAnOp(Shown(operation), reason), operation);
        return -1;
    }

    private int RefuseMember(ISymbol member, string reason)
    {
        obstacle ??= new NotAnOp(member.Name, reason);
        return -1;
    }

    private void RefuseExport(IOperation operation, string reason)
    {
        if (notExported is not null || obstacle is not null) return;
        (notExported, place) = (new NotAnOp(Shown(operation), reason), operation);
    }

    private static string Shown(IOperation operation)
    {
        string line = operation.Syntax.ToString().Split('\n')[0].Trim();
        return line.Length > 80 ? line.Substring(0, 79) + "…" : line;
    }
}
