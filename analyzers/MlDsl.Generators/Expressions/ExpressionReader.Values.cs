using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Expressions;

internal sealed partial class ExpressionReader
{
    // The step that a `?.` asks; missing where the value is.
    private readonly Stack<int> receivers = new();

    private int Read(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (obstacle is not null) return -1;
        if (++reads > MostReads || steps.Count > StepList.Most) return Refuse(operation, "makes the method too long to be ops");
        if (++depth > Deepest) return Refuse(operation, "is nested too deeply");
        int step = operation.ConstantValue is { HasValue: true } constant && operation.Type is { } type ? Constant(operation, type, constant.Value) : Value(operation);
        depth--;
        return step;
    }

    private int Value(IOperation operation) => operation switch
    {
        IParameterReferenceOperation or ILocalReferenceOperation => values.TryGetValue(SymbolOf(operation), out int step) ? step : Refuse(operation, "has no value that is an op"),
        IParenthesizedOperation inner => Read(inner.Operand),
        IConversionOperation conversion => Conversion(conversion),
        IUnaryOperation unary => Unary(unary),
        IBinaryOperation binary => Binary(binary),
        IConditionalOperation { IsRef: false, WhenFalse: { } otherwise } choice => Select(Read(choice.Condition), Read(choice.WhenTrue), Read(otherwise)),
        ICoalesceOperation coalesce => Coalesce(coalesce),
        IIsPatternOperation test => Matches(test.Pattern, Read(test.Value), test.Value.Type),
        ISwitchExpressionOperation choice => Switch(choice),
        IInvocationOperation call => Call(call),
        IPropertyReferenceOperation property => Property(property),
        IFieldReferenceOperation field => Field(field),
        IConditionalAccessOperation access => Access(access),
        IConditionalAccessInstanceOperation when receivers.Count > 0 => receivers.Peek(),
        IDefaultValueOperation { Type: { } type } => StepType.Of(type) is { IsNullable: true } nullable ? steps.Missing(nullable.Name) : Refuse(operation, "is a default of a type that no op has"),
        IObjectCreationOperation creation => Created(creation),
        _ => Refuse(operation, "is no op"),
    };

    private int Constant(IOperation operation, ITypeSymbol type, object? value)
    {
        if (StepType.Of(type) is not { } taken) return Refuse(operation, "is a constant of a type that no op has");
        if (value is null) return steps.Missing(taken.Name);
        if (!StepType.IsNamed(type)) return steps.Constant(taken.Name, value);
        // By the name that the row's own code gives it.
        string? name = type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue && !Provoked.IsForbidden(f)).FirstOrDefault(f => Equals(f.ConstantValue, value))?.Name;
        return name is null ? Refuse(operation, "is a value of an enum that has no name") : steps.Constant("string", name);
    }

    private int Field(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (field is { ContainingType.SpecialType: SpecialType.System_String, Name: "Empty" }) return steps.Constant("string", "");
        if (field is { IsStatic: true, Name: "Empty" } && Identifiers.IsIdentifier(field.ContainingType)) return steps.Constant("string", Identifiers.Empty);
        if (field is { IsStatic: true, Name: "Zero", ContainingType.Name: "TimeSpan" } && TimeMembers.IsTime(field.ContainingType)) return steps.Constant("long", 0L);
        bool isFixed = field is { IsStatic: true, IsReadOnly: true } && !field.ContainingType.StaticConstructors.Any(static c => !c.IsImplicitlyDeclared);
        if (!isFixed || StepType.Of(field.Type) is null) return Refuse(reference, "is a field that is no constant");
        if (calls.Any(c => SymbolEqualityComparer.Default.Equals(c, field))) return Refuse(reference, "needs itself");
        if (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer: { } initializer })
            return Refuse(reference, "is a field whose value is not in the source");
        if (!compilation.ContainsSyntaxTree(initializer.SyntaxTree)
            || compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, cancellation) is not IFieldInitializerOperation { Value: var value })
            return Refuse(reference, "is a field whose value is not in the source");
        trees.Add(initializer.SyntaxTree);
        calls.Push(field);
        int step = Read(value);
        calls.Pop();
        return step >= 0 && steps.Throws(step) ? Refuse(reference, "may throw before the method runs") : step;
    }

    // `new DateTime(2020, 1, 1)` and `new Guid("…")`: of constants.
    private int Created(IObjectCreationOperation creation)
    {
        if (creation.Type is { Name: "DateTime" or "DateOnly" } type && TimeMembers.IsTime(type) && creation.Arguments.Length == 3
            && creation.Arguments.Select(static a => a.Value.ConstantValue.Value as int?).ToArray() is [{ } year, { } month, { } day]
            && year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            return steps.Constant("long", new DateTime(year, month, day).Ticks);
        if (Identifiers.IsIdentifier(creation.Type) && Identifiers.Written(creation.Arguments) is { } text) return steps.Constant("string", text);
        return Refuse(creation, "makes an object");
    }

    private int Conversion(IConversionOperation conversion)
    {
        if (conversion.Operand is IThrowOperation) return Refuse(conversion, "throws");
        if (IsNull(conversion.Operand) && StepType.Of(conversion.Type) is { } nothing) return steps.Missing(nothing.Name);
        if (StepType.Of(conversion.Operand.Type) is not { } from || StepType.Of(conversion.Type) is not { } to) return Refuse(conversion, $"converts to '{conversion.Type?.ToDisplayString()}', which no op has");
        ITypeSymbol source = StepType.Underlying(conversion.Operand.Type!), target = StepType.Underlying(conversion.Type!);
        int step = Read(conversion.Operand);
        if (step < 0) return step;
        if (from.IsNullable && !to.IsNullable) step = Given(step);
        if (SymbolEqualityComparer.Default.Equals(source, target)) return step;
        bool isOfTimes = TimeMembers.IsTime(source) || TimeMembers.IsTime(target), isNamed = StepType.IsNamed(source) || StepType.IsNamed(target);
        if (isOfTimes || isNamed || from.Name is "string" or "bool" || to.Name is "string" or "bool" or "decimal" or "Half" || (to.Name == "int" && StepType.IsDayOfWeek(target)))
            return Refuse(conversion, $"converts '{source.Name}' to '{target.Name}', which is no op");
        if (conversion.IsChecked && to.IsInteger && !conversion.Conversion.IsImplicit) return Refuse(conversion, "is a checked cast");
        if (from.Name is "decimal" or "Half" && !to.IsFloating) return Refuse(conversion, $"converts '{source.Name}' to '{target.Name}', which is no op");
        // What C# makes of a floating number beyond the range depends on the machine for the narrow types.
        if (from.IsFloating && to.IsInteger && to.Name is not ("int" or "uint" or "long")) return Refuse(conversion, $"casts a floating number to '{to.Name}', which is not the same on every machine");
        if (!from.ConvertsInGraphs(to.Name)) RefuseExport(conversion, $"converts '{from.Name}' to '{to.Name}', for which ONNX has no exact operator");
        return Converted(step, to.Name);
    }

    /// <summary>The step as a number of another type, missing where it is.</summary>
    private int Converted(int step, string type) => step < 0 || steps.TypeOf(step).Name == type
        ? step
        : steps.Add($"convert {type}", steps.TypeOf(step) with { Name = type }, false, step);

    /// <summary>The step, which C# throws for where it is missing.</summary>
    private int Given(int step) => step < 0 || !steps.TypeOf(step).IsNullable ? step : steps.Add("value", steps.TypeOf(step) with { IsNullable = false }, true, step);

    private int Coalesce(ICoalesceOperation coalesce)
    {
        int value = Read(coalesce.Value), otherwise = Read(coalesce.WhenNull);
        if (value < 0 || otherwise < 0 || StepType.Of(coalesce.Type) is not { } type) return Refuse(coalesce, "is of a type that no op has");
        return Add("coalesce", type with { IsNullable = steps.TypeOf(otherwise).IsNullable }, Converted(value, type.Name), otherwise);
    }

    private int Select(int condition, int then, int otherwise) => then < 0 || otherwise < 0
        ? -1
        : Add("select", steps.TypeOf(then) with { IsNullable = steps.TypeOf(then).IsNullable || steps.TypeOf(otherwise).IsNullable }, condition, then, otherwise);

    private int Access(IConditionalAccessOperation access)
    {
        int receiver = Read(access.Operation);
        if (receiver < 0) return -1;
        receivers.Push(receiver);
        int step = Read(access.WhenNotNull);
        receivers.Pop();
        return step;
    }

    /// <summary>Adds a step that cannot throw by itself.</summary>
    private int Add(string operation, StepType type, params int[] from) => Array.IndexOf(from, -1) >= 0 ? -1 : steps.Add(operation, type, false, from);

    private static bool IsNull(IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => true,
        IConversionOperation conversion => IsNull(conversion.Operand),
        IDefaultValueOperation { Type: { } type } => StepType.Of(type) is { IsNullable: true },
        _ => false,
    };
}
