namespace MlDsl.Sources.Tests.Databases;

/// <summary>Tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class Postgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A test that needs PostgreSQL: skipped where it is not installed, unless CI is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithPostgresAttribute : FactAttribute
{
    public FactWithPostgresAttribute() => Skip = Missing;

    internal static string? Missing => PostgresServer.Programs is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? "not here: PostgreSQL's initdb and postgres" : null;
}

/// <summary>The same for a test of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryWithPostgresAttribute : TheoryAttribute
{
    public TheoryWithPostgresAttribute() => Skip = FactWithPostgresAttribute.Missing;
}
