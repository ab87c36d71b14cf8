using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>What each kind of statement and expression comes to.</summary>
internal sealed partial class Interpreter
{
    private Value? Eval(IOperation operation)
    {
        if (nesting >= Work.MaximumNesting) work.Exceed();
        if (work.IsExceeded) return null;
        work.Take();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        nesting++;
        Value? value = ValueOf(operation);
        nesting--;
        return IsLost(value) ? null : value;
    }

    private Value? ValueOf(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant)
            return constant.Value is string text ? new Text(text, operation.Syntax) : constant.Value is null ? Null.Instance : null;

        switch (operation)
        {
            case IExpressionStatementOperation statement: return Eval(statement.Operation);
            case IBlockOperation block: return Sequence(block.Operations);
            case IVariableDeclaratorOperation declarator:
                return Assign(declarator, declarator.GetVariableInitializer() is { } initializer ? Eval(initializer.Value) : null);
            case IReturnOperation { Kind: not OperationKind.YieldReturn } leave: return Leave(leave);
            case IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } next }: return Yield(next);
            case IThrowOperation thrown: return Throw(thrown);
            case IBranchOperation branch: return Jump(branch.Target);
            case IConditionalOperation conditional: return Conditional(conditional);
            case ILoopOperation loop: return Loop(loop);
            case ISwitchOperation choice: return Switch(choice);
            case ISwitchExpressionOperation choice: return Switch(choice);
            case ITryOperation attempt: return Try(attempt);
            case ILocalFunctionOperation: return null;
            case IConversionOperation conversion: return Eval(conversion.Operand);
            case IParenthesizedOperation parenthesized: return Eval(parenthesized.Operand);
            case IAwaitOperation wait: return Eval(wait.Operation);
            case IArgumentOperation argument: return Eval(argument.Value);
            case ILocalReferenceOperation local: return state[local.Local];
            case IParameterReferenceOperation parameter: return Parameter(parameter.Parameter);
            case ISimpleAssignmentOperation assignment: return Assign(assignment.Target, Eval(assignment.Value));
            case IDeconstructionAssignmentOperation assignment: return Assign(assignment.Target, Eval(assignment.Value));
            case ICoalesceAssignmentOperation assignment: return Assign(assignment.Target, Coalesce(assignment.Target, assignment.Value));
            case ICoalesceOperation coalesce: return Coalesce(coalesce.Value, coalesce.WhenNull);
            case IConditionalAccessOperation access: return WhenThere(access);
            case IConditionalAccessInstanceOperation: return asked;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }: return receiver;
            case IFieldInitializerOperation field: return Start(field.InitializedFields, field.Value);
            case IPropertyInitializerOperation property: return Start(property.InitializedProperties, property.Value);
            case IParameterInitializerOperation parameter:
                Value? standard = Eval(parameter.Value);
                return state[parameter.Parameter] = standard;
            case IMemberInitializerOperation part: return InitializePart(part);
            case ITranslatedQueryOperation query: return Eval(query.Operation);
            case ITupleOperation tuple: return Tuple(tuple);
            case IArrayCreationOperation array: return Array(array);
            case ICollectionExpressionOperation collection: return Listed(collection.Elements);
            case IInterpolatedStringOperation text: return Interpolated(text);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not: return Eval(not.Operand) is Flag flag ? new Flag(!flag.Holds) : null;
            case IIsPatternOperation test: return Matches(test);
            case ITypeOfOperation type: return new TypeValue(Actual(type.TypeOperand));
            case IObjectCreationOperation creation: return Initialized(Create(creation), creation.Initializer?.Initializers ?? []);
            case IAnonymousObjectCreationOperation creation:
                return Initialized(new Members(ImmutableDictionary<string, Value>.Empty, creation.Syntax, creation.Type), creation.Initializers);
            case IWithOperation copy: return Initialized(Eval(copy.Operand), copy.Initializer.Initializers);
            case IFieldReferenceOperation field: return Field(field) ?? Opaque(field);
            case IPropertyReferenceOperation property: return Property(property) ?? Opaque(property);
            case IArrayElementReferenceOperation element: return ElementOf(Eval(element.ArrayReference));
            case IInvocationOperation call: return InvokeChain(call);
            case IBinaryOperation comparison when IsComparison(comparison): return Compare(comparison);
            case IBinaryOperation sum: return Chain(sum);
            case IPatternOperation: return null;
            case IAnonymousFunctionOperation lambda: return new Function(lambda.Symbol, lambda.Body);
            case IDelegateCreationOperation creation: return Eval(creation.Target);
            case IMethodReferenceOperation method: return MethodGroup(method.Method);
        }

        foreach (IOperation child in operation.ChildOperations) Eval(child);
        return null;
    }

    // a + b + c leans to the left as far as the program likes.
    private Value? Chain(IBinaryOperation last)
    {
        var operations = new Stack<IBinaryOperation>();
        IOperation at = last;
        for (; at is IBinaryOperation { ConstantValue.HasValue: false } binary && !IsComparison(binary); at = binary.LeftOperand)
        {
            work.Take();
            operations.Push(binary);
        }
        Value? value = Eval(at);
        while (operations.Count > 0)
        {
            IBinaryOperation next = operations.Pop();
            value = Combine(next, value, Eval(next.RightOperand));
        }
        return value;
    }

    private static bool IsComparison(IBinaryOperation operation) => operation.OperatorKind is BinaryOperatorKind.GreaterThan
        or BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThanOrEqual;

    /// <summary>A view from elsewhere: nothing is known of its rows but that they are the same when the same thing is asked
    /// twice.</summary>
    private View? Opaque(IOperation source)
    {
        object key = source is IMemberReferenceOperation member && IsOwn(member.Instance) ? (member.Member, epoch) : (source.Syntax, iteration, stack.Length);
        return Opaque(source.Type, key);
    }

    private View? Opaque(ITypeSymbol? type, object key) => KnownSymbols.Is(type, analysis.Symbols.DataView)
        ? new View(new RowPart(new Origin(key, null, null), [], isShuffled: false), Schema.Unknown, [])
        : null;

    private Value? Compare(IBinaryOperation comparison)
    {
        foreach (IOperation side in new[] { comparison.LeftOperand, comparison.RightOperand })
            if (Eval(side) is Metrics metrics) Record(new SelectionEvent(comparison, stack, metrics.Source));
        return null;
    }
}
