using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Features;

/// <summary>An operation whose result depends on more than its arguments.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Cause">What it depends on.</param>
/// <param name="WayOut">What to do instead.</param>
internal sealed record Impurity(Location Place, string Cause, string WayOut)
{
    private const string AsColumn = "take it as a column", Remove = "remove it";

    private static readonly string[] Clock =
    [
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.Environment.TickCount", "System.Environment.TickCount64", "System.TimeProvider.System", "System.TimeProvider.GetUtcNow",
        "System.TimeProvider.GetLocalNow", "System.TimeProvider.GetTimestamp", "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Diagnostics.Stopwatch.StartNew", "System.Diagnostics.Stopwatch.GetElapsedTime",
    ];

    private static readonly string[] Zone =
    [
        "System.TimeZoneInfo.Local", "System.DateTime.ToLocalTime", "System.DateTimeOffset.ToLocalTime", "System.DateTimeOffset.LocalDateTime",
    ];

    private static readonly string[] Random =
    [
        "System.Random.Shared", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.IO.Path.GetRandomFileName", "System.IO.Path.GetTempFileName",
    ];

    private static readonly string[] Outside =
    [
        "System.Environment", "System.Console", "System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo",
        "System.IO.DirectoryInfo", "System.IO.DriveInfo", "System.Net.Http.HttpClient", "System.Net.Dns", "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient", "System.Diagnostics.Process", "System.AppContext", "System.AppDomain",
    ];

    private static readonly string[] OutsideMembers = ["System.IO.Path.GetFullPath", "System.IO.Path.GetTempPath"];

    // What is the same on every machine, or ends the process.
    private static readonly string[] Harmless = ["System.Environment.FailFast", "System.Environment.NewLine", "System.Environment.CurrentManagedThreadId"];

    /// <summary>The impurity of <paramref name="operation"/> itself; null when it has none, or none that is known.</summary>
    public static Impurity? Of(IOperation operation)
    {
        if (IsInNameof(operation)) return null;
        return operation switch
        {
            IInvocationOperation call => OfMember(call, call.TargetMethod) ?? CultureUse.Of(call),
            IPropertyReferenceOperation property => OfMember(property, property.Property) ?? MutableStatic(property, property.Property),
            IFieldReferenceOperation field => MutableStatic(field, field.Field),
            IObjectCreationOperation { Constructor: { } constructor } creation => OfCreation(creation, constructor),
            IMethodReferenceOperation reference => OfMember(reference, reference.Method),
            _ => CultureUse.Of(operation),
        };
    }

    public static Impurity At(IOperation operation, string cause, string wayOut) => new(operation.Syntax.GetLocation(), cause, wayOut);

    private static Impurity? OfMember(IOperation operation, ISymbol member)
    {
        if (member.ContainingType is not { } type || !IsFramework(type)) return null;
        string owner = type.MetadataName(), name = $"{owner}.{member.Name}", shown = $"{type.Name}.{member.Name}";
        if (Contains(Clock, name)) return At(operation, $"the clock ({shown})", "take the time as a column");
        if (Contains(Zone, name)) return At(operation, $"the machine's time zone ({shown})", "use a fixed time zone");
        if (Contains(Random, name) || owner == "System.Security.Cryptography.RandomNumberGenerator") return At(operation, $"random numbers ({shown})", Remove);
        if (owner == "System.HashCode" || (member.Name == "GetHashCode" && HashesText(operation, owner)))
            return At(operation, $"a hash that is another one in every process ({shown})", "use [Categorical(Encoding = CategoricalEncoding.Hashed)], or a hash of your own");
        if ((Contains(Outside, owner) && !Contains(Harmless, name)) || Contains(OutsideMembers, name)) return At(operation, $"what is outside the row ({shown})", AsColumn);
        return CultureUse.OfMember(operation, name, shown);
    }

    // Strings hash with a key that each process draws; numbers do not.
    private static bool HashesText(IOperation operation, string owner) =>
        owner is "System.String" or "System.StringComparer"
        || operation is IInvocationOperation { Instance.Type.SpecialType: SpecialType.System_String };

    private static Impurity? OfCreation(IObjectCreationOperation creation, IMethodSymbol constructor)
    {
        if (constructor.ContainingType is not { } type || !IsFramework(type)) return null;
        string name = type.MetadataName();
        // A seed makes the numbers a function of it.
        if (name == "System.Random" && constructor.Parameters.Length == 0) return At(creation, "random numbers (new Random())", Remove);
        return Contains(Outside, name) ? At(creation, $"what is outside the row (new {type.Name})", AsColumn) : null;
    }

    private static Impurity? MutableStatic(IOperation operation, IFieldSymbol field) =>
        field is { IsStatic: true, IsReadOnly: false, IsConst: false } && field.ContainingType.TypeKind != TypeKind.Enum
            ? At(operation, $"a static field that can change ('{field.Name}')", "make it readonly or const")
            : null;

    // A setter outside the framework: what the framework's own static setters change is listed above where it matters.
    private static Impurity? MutableStatic(IOperation operation, IPropertySymbol property) =>
        property is { IsStatic: true, SetMethod.IsInitOnly: false } && !IsFramework(property.ContainingType)
            ? At(operation, $"a static property that can change ('{property.Name}')", "take the setter away, or take the value as a column")
            : null;

    private static bool IsFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" } && type.DeclaringSyntaxReferences.Length == 0;
    }

    private static bool IsInNameof(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is INameOfOperation) return true;
        return false;
    }

    private static bool Contains(string[] names, string name) => Array.IndexOf(names, name) >= 0;
}
