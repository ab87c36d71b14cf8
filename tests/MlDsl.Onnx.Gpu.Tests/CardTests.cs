namespace MlDsl.Onnx.Gpu.Tests;

/// <summary>The adapter on a card.</summary>
public sealed class CardTests
{
    public static TheoryData<string> Names => [.. CardChecks.All.Select(static check => check.Method.Name)];

    [CardTheory]
    [MemberData(nameof(Names))]
    public void Holds(string name) => CardChecks.All.Single(check => check.Method.Name == name)();
}
