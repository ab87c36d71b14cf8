using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Expressions that are no calls, and what they are assigned to.</summary>
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

    /// <summary>Whether a member without an instance, or with this one, is meant.</summary>
    private static bool IsOwn(IOperation? instance) => instance is null or IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.ImplicitReceiver };

    private Value? Compare(IBinaryOperation comparison)
    {
        foreach (IOperation side in new[] { comparison.LeftOperand, comparison.RightOperand })
            if (Eval(side) is Metrics metrics) Record(new SelectionEvent(comparison, stack, metrics.Source));
        return null;
    }

    private Value? Assign(IOperation target, Value? value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local: Hold(local.Local, value); break;
            case IParameterReferenceOperation parameter: Hold(parameter.Parameter, value); break;
            case IVariableDeclaratorOperation declarator: Hold(declarator.Symbol, value); break;
            case IArrayElementReferenceOperation element: SetElement(element, value); break;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }: receiver = value; break;
            case IDeclarationExpressionOperation declaration: return Assign(declaration.Expression, value);
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                    Assign(tuple.Elements[i], (value as Members)?["Item" + (i + 1)]);
                break;
            case IMemberReferenceOperation member: AssignMember(member, value); break;
        }
        return value;
    }

    private void AssignMember(IMemberReferenceOperation target, Value? value)
    {
        if (IsOwn(target.Instance))
        {
            Write(target.Member.OriginalDefinition, value);
            return;
        }
        Escape(value, isChanged: false);
        if (target is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: { SetMethod.IsInitOnly: true } set }) Make(set.OriginalDefinition, value);
        switch (Eval(target.Instance!))
        {
            case Members members: Change(target.Instance, members, members.With(target.Member.Name, value)); break;
            case Items items when target is IPropertyReferenceOperation { Property.IsIndexer: true } entry:
                Change(target.Instance, items, entry.Instance?.Type?.Name == "Dictionary" ? items.With(Entry(value, target.Syntax)) : items.With(items.Elements.Add(value), isExact: false));
                break;
        }
    }

    private void Write(ISymbol member, Value? value)
    {
        Hold(member, value);
        // Two assignments leave either value; an unknown one leaves none.
        fieldWrites[member] = fieldWrites.TryGetValue(member, out Value? earlier) && iteration == 0 ? Values.Join(earlier, value) : value;
    }

    /// <summary>A field or property starts with a value.</summary>
    private Value? Start(IEnumerable<ISymbol> members, IOperation given)
    {
        Value? value = Eval(given);
        foreach (ISymbol member in members) Write(member, value);
        return value;
    }

    private Value? Field(IFieldReferenceOperation field)
    {
        Value? instance = IsOwn(field.Instance) ? null : Eval(field.Instance!);
        if (instance is not null)
        {
            return (instance, field.Field.Name) switch
            {
                (Split split, "TrainSet") => split.Train,
                (Split split, "TestSet") => split.Test,
                (Choice choice, "TrainSet") => Each(choice, static v => (v as Split)?.Train),
                (Choice choice, "TestSet") => Each(choice, static v => (v as Split)?.Test),
                (FoldResults { IsOne: true } results, "Model") => ModelOf(results),
                (Transformer model, "LastTransformer") => Last(model),
                (Members members, var name) when members.Values.ContainsKey(name) => members[name],
                // A tuple that has got other names.
                (Members members, _) when field.Field.CorrespondingTupleField is { } same => members[same.Name],
                (Members { Type: { } of }, _) when of.Locations.Any(static l => l.IsInSource) => Member(field.Field, field.Instance),
                _ => null,
            };
        }
        return Member(field.Field, field.Instance);
    }

    private static Value? Each(Choice choice, Func<Value, Value?> select) => choice.Values.Select(select).Aggregate(Values.Join);

    private static Transformer? Last(Transformer model) =>
        model.Estimator is { IsOpen: false, Steps: [.., { } last] } ? new(new Estimator([last]), model.FittedOn, model.Site) : null;

    private static Transformer ModelOf(FoldResults results) =>
        new(results.Estimator, results.Data, results.Site, isChosenFold: results.IsChosen);

    private Value? Property(IPropertyReferenceOperation property)
    {
        Value? instance = IsOwn(property.Instance) ? null : Eval(property.Instance!);
        foreach (IArgumentOperation argument in property.Arguments) Eval(argument);
        string name = property.Property.Name;
        switch (instance)
        {
            case View view when name == "Schema": return new SchemaOf(view);
            case Metrics metrics: return metrics;
            case Experiment experiment: return PartOf(experiment, name);
            case Members members when members.Values.ContainsKey(name): return members[name];
            case Members { Type.Name: "Lazy" } lazily when name == "Value": return lazily["valueFactory"] is Function made ? Call(made, []) : null;
            case Items entries when name == "Values":
                return new Items([.. entries.Elements
                .Select(static e => (e as Members)?["Value"])], isExact: false);
            case Items when name == "this[]"
                && property.Instance?.Type?.Name == "Dictionary":
                return (ElementOf(instance) as Members)?["Value"];
            case Items or Folds or FoldResults or Choice when name is "Current" or "this[]" or "Result": return ElementOf(instance);
            case Function { IsLambda: true } lazy when name == "Value": return Call(lazy, []);
            case not null when name is "Result" or "Current": return instance;
        }
        return instance is null || property.Property.Locations.Any(static l => l.IsInSource) ? Member(property.Property, property.Instance) : null;
    }

    private static Value? ElementOf(Value? value) => value switch
    {
        Folds folds => folds.Each,
        FoldResults results => new FoldResults(results.Estimator, results.Data, isOne: true, results.IsChosen, results.Site),
        Items items => items.Elements.IsEmpty ? null : items.Elements.Aggregate(Values.Join),
        // A run of an experiment is known as the experiment is.
        Experiment runs => runs,
        _ => null,
    };

    // What this walk knows of a member it knows of this object's.
    private Value? Member(ISymbol member, IOperation? instance)
    {
        bool isOwn = IsOwn(instance);
        return isOwn && state.Holds(member.OriginalDefinition) ? state[member.OriginalDefinition]
            : analysis.ValueOf(member, owner, isOwn ? self : analysis.Hierarchy.ObjectOf(instance!.Type), level, cancellation);
    }

    private Function? MethodGroup(IMethodSymbol method)
    {
        IOperation? body = method.MethodKind != MethodKind.LocalFunction ? analysis.BodyOf(method, cancellation)
            : localFunctions.TryGetValue(method, out IOperation? local) ? local : null;
        return body is null ? null : new Function(method, body);
    }
}
