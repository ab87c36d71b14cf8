// The attributes on the types of the service, which were those of the package Microsoft.ML: their names are all that counts.
namespace Microsoft.ML.Data;

[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class LoadColumnAttribute(int fieldIndex) : Attribute
{
    public int FieldIndex { get; } = fieldIndex;
}
