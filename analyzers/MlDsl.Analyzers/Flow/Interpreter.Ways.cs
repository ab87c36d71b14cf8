using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>The ways through a method and its expressions: where they part, meet again and end.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<ISymbol, IOperation> localFunctions = new(SymbolEqualityComparer.Default);

    /// <summary>The body that is walked.</summary>
    private WalkedBody walked = new();

    /// <summary>What <c>?.</c> was asked of.</summary>
    private Value? asked;

    /// <summary>Walks a body from the current state; returns what it returns.</summary>
    private Value? Walk(IOperation body)
    {
        WalkedBody outer = walked;
        walked = new();
        Eval(body);
        state = walked.End(state, work);
        Value? value = walked.Result;
        walked = outer;
        return value;
    }

    // Statements after the end of the way are left out, up to a label that something jumps to.
    private Value? Sequence(ImmutableArray<IOperation> statements)
    {
        foreach (IOperation statement in statements)
            if (statement is ILocalFunctionOperation { Body: { } body } function) localFunctions[function.Symbol] = body;
        foreach (IOperation statement in statements)
        {
            if (statement is ILabeledOperation labeled) Arrive(labeled.Label);
            if (!state.IsEnded) Eval(statement);
        }
        return null;
    }

    private Value? Leave(IReturnOperation leave)
    {
        Value? value = leave.ReturnedValue is { } given ? Eval(given) : null;
        walked.Leave(state, value, isEarly: leave.Kind == OperationKind.YieldBreak);
        state.End();
        return null;
    }

    private Value? Yield(IOperation next)
    {
        Value? value = Eval(next);
        bool isOnce = next.Syntax.Parent?.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax };
        if (walked.Yield(value, isOnce) > MostElements) work.Exceed();
        return null;
    }

    private Value? Throw(IThrowOperation thrown)
    {
        if (thrown.Exception is { } exception) Eval(exception);
        state.End();
        return null;
    }

    private Value? Jump(ILabelSymbol label)
    {
        walked.Jump(label, state);
        state.End();
        return null;
    }

    private void Arrive(ILabelSymbol label) => state = walked.Arrive(label, state, work);

    // An else that holds nothing but the next if is a way beside the others, not one inside them.
    private Value? Conditional(IConditionalOperation first)
    {
        var ends = new List<(ProgramState State, Value? Value)>();
        IOperation? next = first;
        while (Alone(next) is IConditionalOperation conditional)
        {
            work.Take();
            Value? condition = Eval(conditional.Condition);
            if (conditional.Condition.ConstantValue is { HasValue: true, Value: bool } constant) condition = new Flag((bool)constant.Value);
            if (condition is Flag { Holds: var holds })
            {
                next = holds ? conditional.WhenTrue : conditional.WhenFalse;
                continue;
            }
            ProgramState before = state.Copy();
            Value? whenTrue = Eval(conditional.WhenTrue);
            ends.Add((state, whenTrue));
            state = before;
            next = conditional.WhenFalse;
        }
        Value? last = next is null ? null : Eval(next);
        ends.Add((state, last));
        return Meet(ends);
    }

    private static IOperation? Alone(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IBlockOperation { Operations: [{ } only], Locals.IsEmpty: true }: operation = only; break;
                case IConversionOperation { IsImplicit: true, Operand: IConditionalOperation inner }: return inner;
                default: return operation;
            }
        }
    }

    /// <summary>Goes on with what all <paramref name="ends"/> have in common.</summary>
    private Value? Meet(List<(ProgramState State, Value? Value)> ends)
    {
        if (ends.Count == 1) return ends[0].Value;
        var values = ends.Where(static e => !e.State.IsEnded).Select(static e => e.Value).ToList();
        state = ProgramState.Join([.. ends.Select(static e => e.State)], work);
        return values.Count == 0 ? null : values.Aggregate(Values.Join);
    }

    private Value? Coalesce(IOperation first, IOperation second)
    {
        Value? value = Eval(first);
        ProgramState without = state.Copy();
        Value? other = Eval(second);
        return Meet([(without, value is Null ? other : value), (state, other)]);
    }

    private Value? WhenThere(IConditionalAccessOperation access)
    {
        Value? outer = asked;
        asked = Eval(access.Operation);
        ProgramState without = state.Copy();
        Value? value = Eval(access.WhenNotNull);
        state = ProgramState.Join(without, state, work);
        asked = outer;
        return value;
    }

    private Value? Switch(ISwitchOperation choice)
    {
        Value? value = Eval(choice.Value);
        ProgramState before = state.Copy();
        var ends = new List<ProgramState>();
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            state = before.Copy();
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                if (clause is IPatternCaseClauseOperation { Pattern: { } pattern }) Bind(pattern, value);
                Eval(clause);
                if (clause.Label is { } label) Arrive(label);
            }
            Sequence(section.Body);
            ends.Add(state);
        }
        bool isComplete = choice.Cases.Any(static section => section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default));
        if (!isComplete) ends.Add(before);
        state = ProgramState.Join(ends, work);
        Arrive(choice.ExitLabel);
        return null;
    }

    private Value? Switch(ISwitchExpressionOperation choice)
    {
        Value? value = Eval(choice.Value);
        ProgramState before = state.Copy();
        var ends = new List<(ProgramState, Value?)>();
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            state = before.Copy();
            Bind(arm.Pattern, value);
            if (arm.Guard is { } guard) Eval(guard);
            Value? one = Eval(arm.Value);
            ends.Add((state, one));
        }
        return ends.Count == 0 ? null : Meet(ends);
    }

    // Handlers run with what the block left: how far it came is not known.
    private Value? Try(ITryOperation attempt)
    {
        Eval(attempt.Body);
        ProgramState tried = state;
        var ends = new List<ProgramState> { state };
        foreach (ICatchClauseOperation handler in attempt.Catches)
        {
            state = tried.Revived();
            Eval(handler);
            ends.Add(state);
        }
        ProgramState end = ProgramState.Join(ends, work);
        state = end;
        if (attempt.Finally is null) return null;
        state = end.Revived();
        Eval(attempt.Finally);
        if (end.IsEnded) state.End();
        return null;
    }
}
