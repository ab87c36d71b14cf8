namespace MlDsl.Testing;

/// <summary>Tests that run when no other test of their assembly does: what they measure or change belongs to the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
