using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlDsl.Site;

/// <summary>A public type, as its assembly's metadata has it.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Id">Its name in XML documentation, without <c>T:</c>.</param>
/// <param name="Kind">Class, record, struct, interface, enum or delegate.</param>
/// <param name="Members">What others can see of its members: the name and the number of parameters, as XML documentation has them.</param>
internal sealed record PublicType(string Assembly, string Id, string Kind, IReadOnlySet<(string Name, int Parameters)> Members)
{
    /// <summary>The namespace.</summary>
    public string Namespace => Id[..Math.Max(0, Id.IndexOf(Name, StringComparison.Ordinal) - 1)];

    /// <summary>The name below the namespace.</summary>
    public required string Name { get; init; }
}

/// <summary>Reads which types and members of an assembly others can see. What is hidden from editors is not told: only generated code calls it.</summary>
internal static class PublicTypes
{
    /// <summary>The types, by name.</summary>
    /// <param name="path">The assembly's file.</param>
    public static IReadOnlyList<PublicType> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        string assembly = Path.GetFileNameWithoutExtension(path);
        return
        [
            .. metadata.TypeDefinitions.Where(handle => IsPublic(metadata, handle)).Select(handle => Type(metadata, handle, assembly)).OrderBy(static type => type.Id, StringComparer.Ordinal),
        ];
    }

    private static PublicType Type(MetadataReader metadata, TypeDefinitionHandle handle, string assembly)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        (string space, string name) = NameOf(metadata, handle);
        HashSet<(string, int)> members = [];
        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            MethodDefinition definition = metadata.GetMethodDefinition(method);
            if (!IsSeen(definition.Attributes & MethodAttributes.MemberAccessMask) || IsHidden(metadata, definition.GetCustomAttributes())) continue;
            BlobReader signature = metadata.GetBlobReader(definition.Signature);
            SignatureHeader header = signature.ReadSignatureHeader();
            int arity = header.IsGeneric ? signature.ReadCompressedInteger() : 0;
            string called = metadata.GetString(definition.Name).Replace('.', '#');
            members.Add((arity > 0 ? $"{called}``{arity}" : called, signature.ReadCompressedInteger()));
        }
        foreach (PropertyDefinitionHandle property in type.GetProperties())
        {
            PropertyDefinition definition = metadata.GetPropertyDefinition(property);
            PropertyAccessors accessors = definition.GetAccessors();
            MethodDefinitionHandle any = accessors.Getter.IsNil ? accessors.Setter : accessors.Getter;
            if (any.IsNil || !IsSeen(metadata.GetMethodDefinition(any).Attributes & MethodAttributes.MemberAccessMask) || IsHidden(metadata, definition.GetCustomAttributes())) continue;
            BlobReader signature = metadata.GetBlobReader(definition.Signature);
            signature.ReadSignatureHeader();
            members.Add((metadata.GetString(definition.Name), signature.ReadCompressedInteger()));
        }
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            FieldDefinition definition = metadata.GetFieldDefinition(field);
            if (IsSeen((MethodAttributes)(definition.Attributes & FieldAttributes.FieldAccessMask)) && !IsHidden(metadata, definition.GetCustomAttributes())) members.Add((metadata.GetString(definition.Name), 0));
        }
        return new PublicType(assembly, space.Length > 0 ? $"{space}.{name}" : name, KindOf(metadata, type), members) { Name = name };
    }

    // A field's accesses have the numbers of a method's.
    private static bool IsSeen(MethodAttributes access) => access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsPublic(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        // The compiler's own, such as those behind extension members, have names that nobody can write.
        if (metadata.GetString(type.Name).Contains('<', StringComparison.Ordinal) || IsHidden(metadata, type.GetCustomAttributes())) return false;
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsPublic(metadata, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static (string Namespace, string Name) NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer && NameOf(metadata, outer) is var (space, declaring)) return (space, $"{declaring}.{name}");
        return (metadata.GetString(type.Namespace), name);
    }

    private static string KindOf(MetadataReader metadata, TypeDefinition type)
    {
        if ((type.Attributes & TypeAttributes.Interface) != 0) return "interface";
        string parent = type.BaseType.Kind == HandleKind.TypeReference ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type.BaseType).Name) : "";
        return parent switch
        {
            "Enum" => "enum",
            "ValueType" => "struct",
            "MulticastDelegate" => "delegate",
            "Attribute" => "attribute",
            _ => (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed)) == (TypeAttributes.Abstract | TypeAttributes.Sealed) ? "static class" : "class",
        };
    }

    // EditorBrowsable with 1, Never, as its only argument.
    private static bool IsHidden(MetadataReader metadata, CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle handle in attributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;
            EntityHandle parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (parent.Kind != HandleKind.TypeReference || metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) != "EditorBrowsableAttribute") continue;
            BlobReader value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            if (value.ReadInt32() == 1) return true;
        }
        return false;
    }
}
