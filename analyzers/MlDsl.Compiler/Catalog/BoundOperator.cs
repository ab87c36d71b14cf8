using System.Linq.Expressions;
using System.Reflection;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>An operator of known element types and attributes, which can be run here or called by generated code.</summary>
/// <param name="Class">The closed class.</param>
/// <param name="Arguments">What its constructor is given; what is left out has the default.</param>
/// <param name="Instance">The operator.</param>
/// <param name="Parameters">The parameters of its Run method.</param>
internal sealed record BoundOperator(Type Class, IReadOnlyList<OperatorArgument> Arguments, object Instance, RunParameter[] Parameters)
{
    private Action<Tensor?[], Tensor?[]>? run;

    /// <summary>The element of an output.</summary>
    public Type Result(int output)
    {
        RunParameter[] results = [.. Parameters.Where(static p => p.IsResult)];
        return results[Math.Min(output, results.Length - 1)].Element!;
    }

    /// <summary>Runs the operator, as often as wanted with as many inputs and outputs.</summary>
    /// <exception cref="OperatorException">The shapes do not fit.</exception>
    public void Run(Tensor?[] inputs, Tensor?[] outputs)
    {
        run ??= Compile(inputs.Length, outputs.Length);
        run(inputs, outputs);
    }

    // Spans cannot be passed by reflection, but a compiled expression may make them.
    private Action<Tensor?[], Tensor?[]> Compile(int inputCount, int outputCount)
    {
        ParameterExpression inputs = Expression.Parameter(typeof(Tensor[])), outputs = Expression.Parameter(typeof(Tensor[]));
        int input = 0, output = 0;
        var arguments = new List<Expression>();
        foreach (RunParameter parameter in Parameters)
        {
            ParameterExpression source = parameter.IsResult ? outputs : inputs;
            int count = parameter.IsResult ? outputCount : inputCount;
            ref int at = ref (parameter.IsResult ? ref output : ref input);
            if (parameter.IsMany)
            {
                Type tensor = parameter.Type.GetGenericArguments()[0];
                var elements = new List<Expression>();
                for (; at < count; at++) elements.Add(Expression.Convert(Expression.ArrayIndex(source, Expression.Constant(at)), tensor));
                MethodInfo toSpan = parameter.Type.GetMethod("op_Implicit", [tensor.MakeArrayType()])!;
                arguments.Add(Expression.Call(toSpan, Expression.NewArrayInit(tensor, elements)));
            }
            else
            {
                arguments.Add(at < count ? Expression.Convert(Expression.ArrayIndex(source, Expression.Constant(at)), parameter.Type) : Expression.Constant(null, parameter.Type));
                at++;
            }
        }
        MethodCallExpression call = Expression.Call(Expression.Constant(Instance), RunParameter.Method(Class), arguments);
        return Expression.Lambda<Action<Tensor?[], Tensor?[]>>(call, inputs, outputs).Compile();
    }
}
