namespace MeshRunbook.Language.Expressions;

public enum Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, And, Or, Coalesce }
